package io.github.stubject.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BuildLockTest {
    private final Path base;
    private final Path home;
    private final Path output;

    BuildLockTest(@TempDir Path directory) {
        base = directory;
        home = directory.resolve("target/stubject");
        output = directory.resolve("output");
    }

    @Test
    void another_process_is_waited_for_and_that_is_told() throws Exception {
        Process other = processThatHolds();
        Waiting waiting = new Waiting();

        assertThat(waiting.told.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting.held).isNotDone();

        other.getOutputStream().close();
        waiting.held.get(30, TimeUnit.SECONDS);
        assertThat(waiting.log.lines())
                .containsExactly("info: Waiting for another build of this module, which holds target/stubject/lock.");
    }

    @Test
    void a_process_that_is_killed_leaves_no_lock() throws Exception {
        Process other = processThatHolds();
        other.destroyForcibly().waitFor();

        LockHolder.hold(home, output, () -> {});
    }

    @Test
    void the_same_class_loaded_twice_in_one_process_goes_one_after_the_other() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Void> first = holdIn(new OwnClasses(), home, release);
        CompletableFuture<Void> second = new CompletableFuture<>();
        Thread other = thread(() -> new OwnClasses().hold(home, output, () -> second.complete(null)));

        awaitBlocked(other);
        assertThat(second).isNotDone();

        release.countDown();
        first.get(30, TimeUnit.SECONDS);
        second.get(30, TimeUnit.SECONDS);
    }

    @Test
    void two_modules_with_one_output_directory_go_one_after_the_other() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Void> first = holdIn(new OwnClasses(), home, release);
        CompletableFuture<Void> second = new CompletableFuture<>();
        Thread other = thread(() -> LockHolder.hold(home.resolveSibling("other"), output, () -> second.complete(null)));

        awaitBlocked(other);
        assertThat(second).isNotDone();

        release.countDown();
        first.get(30, TimeUnit.SECONDS);
        second.get(30, TimeUnit.SECONDS);
    }

    @Test
    void two_modules_go_at_once() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Void> first = holdIn(new OwnClasses(), home, release);

        LockHolder.hold(home.resolveSibling("other"), output.resolveSibling("other-output"), release::countDown);

        first.get(30, TimeUnit.SECONDS);
    }

    @Test
    void a_run_that_fails_leaves_no_lock() throws Exception {
        assertThatThrownBy(() -> LockHolder.hold(home, output, () -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");

        processThatHolds().getOutputStream().close();
    }

    /** A run in this JVM that wants the lock which somebody else has. */
    private final class Waiting {
        private final CountDownLatch told = new CountDownLatch(1);
        private final CompletableFuture<Void> held = new CompletableFuture<>();
        private final LogOfLines log = new LogOfLines() {
            @Override
            public void info(CharSequence content) {
                super.info(content);
                told.countDown();
            }
        };

        Waiting() {
            thread(() -> new BuildLock(log, new ModulePaths(base), home, output).hold(() -> held.complete(null)));
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private static Thread thread(Step step) {
        Thread thread = new Thread(() -> {
            try {
                step.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Returns once the lock is held. */
    private CompletableFuture<Void> holdIn(OwnClasses classes, Path module, CountDownLatch release) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CompletableFuture<Void> done = new CompletableFuture<>();
        thread(() -> {
            classes.hold(module, output, () -> {
                held.countDown();
                awaitQuietly(release);
            });
            done.complete(null);
        });
        assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
        return done;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitBlocked(Thread thread) {
        while (thread.getState() != Thread.State.BLOCKED) {
            assertThat(thread.isAlive()).as("waits").isTrue();
            Thread.onSpinWait();
        }
    }

    private Process processThatHolds() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        home.toString(),
                        output.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader answers = process.inputReader(UTF_8);
        assertThat(answers.readLine()).isEqualTo("held");
        return process;
    }

    /** Loads the plugin's classes anew, as Maven does for another realm. */
    private static final class OwnClasses extends ClassLoader {
        private static final String PACKAGE = "io.github.stubject.maven.";

        OwnClasses() {
            super(BuildLockTest.class.getClassLoader());
        }

        void hold(Path home, Path output, Runnable action) throws Exception {
            loadClass(PACKAGE + "LockHolder")
                    .getMethod("hold", Path.class, Path.class, Runnable.class)
                    .invoke(null, home, output, action);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
