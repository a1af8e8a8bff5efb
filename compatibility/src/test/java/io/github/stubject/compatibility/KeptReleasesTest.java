package io.github.stubject.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.protobuf.Message;
import io.github.stubject.natsserver.NatsServer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Programs of users, as each release generated and compiled them, on this runtime, over a real nats-server. It runs on the
 * oldest protobuf-java and on the newest.
 */
@Timeout(120)
class KeptReleasesTest {
    private static final List<URLClassLoader> LOADERS = new ArrayList<>();
    private static NatsServer server;

    @BeforeAll
    static void startServer() {
        server = NatsServer.start("jetstream: enabled");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        for (URLClassLoader loader : LOADERS) {
            loader.close();
        }
    }

    @Test
    void itRunsOnTheProtobufThatItIsMeantToTry() {
        String jar = Message.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();

        assertThat(jar).endsWith("/protobuf-java-" + System.getProperty("expected.protobuf") + ".jar");
    }

    @Test
    void thereIsARelease() {
        assertThat(KeptRelease.all()).isNotEmpty();
    }

    @TestFactory
    Stream<DynamicContainer> aProgramOfARelease() {
        return KeptRelease.all().stream().map(release -> dynamicContainer(release.name(), checks(release)));
    }

    private static List<DynamicTest> checks(KeptRelease release) {
        try {
            URLClassLoader loader = release.load();
            LOADERS.add(loader);
            List<DynamicTest> tests = new ArrayList<>();
            for (Method check : release.checks(loader)) {
                assertThat(check.getDeclaringClass().getClassLoader()).isSameAs(loader);
                tests.add(dynamicTest(
                        check.getDeclaringClass().getSimpleName() + "." + check.getName(), () -> run(check)));
            }
            assertThat(tests).as("checks in " + release.jar()).isNotEmpty();
            return tests;
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("Release " + release + " cannot be read", e);
        }
    }

    private static void run(Method check) throws Throwable {
        try {
            check.invoke(null, server.url());
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @TestFactory
    Stream<DynamicTest> aJarOfAReleaseIsSmall() {
        return KeptRelease.all().stream()
                .map(release -> dynamicTest(
                        release.name(),
                        () -> assertThat(Files.size(release.jar())).isLessThan(200_000)));
    }
}
