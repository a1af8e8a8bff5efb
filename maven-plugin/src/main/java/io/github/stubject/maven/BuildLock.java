package io.github.stubject.maven;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * Lets one run after the other work on a module, and on an output directory: a terminal and an IDE may build at once, and
 * modules in parallel. The system gives a lock back when a process ends, however it ends.
 */
final class BuildLock {
    private static final String FILE = "lock";

    /** What is done alone. */
    interface Action {
        void run() throws IOException, MojoFailureException;
    }

    private final Log log;
    private final ModulePaths module;
    private final Path home;
    private final Path output;

    /**
     * @param home the directory of the module's records, where the lock is
     * @param output what other modules of the same build may write to as well
     */
    BuildLock(Log log, ModulePaths module, Path home, Path output) {
        this.log = log;
        this.module = module;
        this.home = home;
        this.output = output.toAbsolutePath().normalize();
    }

    void hold(Action action) throws IOException, MojoFailureException {
        Files.createDirectories(home);
        Path file = home.toRealPath().resolve(FILE);
        // Always in this order, the lock that other processes can have at the end: so none waits for one that waits for
        // it.
        synchronized (monitor(file)) {
            synchronized (monitor(output)) {
                try (FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    lock(channel, file);
                    action.run();
                }
            }
        }
    }

    /**
     * One object for a path in the whole JVM: Maven may have loaded this class several times. A lock on a file is of no use
     * among threads, and is lost when any of them closes that file.
     */
    private static Object monitor(Path path) {
        return (BuildLock.class.getName() + " " + path).intern();
    }

    /** The lock ends with the channel. */
    private void lock(FileChannel channel, Path file) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (IOException e) {
            log.debug("Going on without a lock, since the file system of " + file + " has none: " + e.getMessage());
            return;
        }
        log.info("Waiting for another build of this module, which holds " + module.show(file) + ".");
        channel.lock();
    }
}
