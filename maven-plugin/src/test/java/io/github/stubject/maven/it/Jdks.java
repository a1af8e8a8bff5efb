package io.github.stubject.maven.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The JDKs of this machine. */
final class Jdks {
    private Jdks() {}

    /** The newest one: that of this build, or one that is installed beside it, as Linux distributions do. */
    static Path newest() {
        Path own = Path.of(System.getProperty("java.home"));
        try (Stream<Path> beside = Files.list(own.getParent())) {
            return beside.filter(
                            jdk -> Files.isExecutable(jdk.resolve("bin/javac")) && Files.exists(jdk.resolve("release")))
                    .max(Comparator.comparing(jdk -> Runtime.Version.parse(version(jdk))))
                    .orElse(own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As in {@code JAVA_VERSION="17.0.15"}. */
    static String version(Path jdk) {
        try (Stream<String> lines = Files.lines(jdk.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
