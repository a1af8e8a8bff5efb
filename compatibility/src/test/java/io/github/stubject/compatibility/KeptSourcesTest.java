package io.github.stubject.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What releases generated, and what users wrote with it, also compiles against this runtime. */
class KeptSourcesTest {
    @TempDir
    private Path output;

    @TestFactory
    Stream<DynamicTest> theSourcesOfAReleaseCompile() {
        return KeptRelease.all().stream()
                .map(release -> dynamicTest(release.name(), () -> {
                    List<Path> sources = sources(release);

                    assertThat(sources).isNotEmpty();
                    assertThat(Javac.compile(sources, messagesOf(release), output))
                            .isEmpty();
                }));
    }

    private static List<Path> sources(KeptRelease release) throws IOException {
        try (Stream<Path> files = Files.walk(release.sources())) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    /** The messages have no sources there, so they come from the jar. */
    private static String messagesOf(KeptRelease release) {
        return release.jar() + File.pathSeparator + System.getProperty("java.class.path");
    }
}
