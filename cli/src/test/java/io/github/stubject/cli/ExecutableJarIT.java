package io.github.stubject.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar is one file that starts by itself. */
class ExecutableJarIT {
    private static final String VERSION = "stubject-cli " + System.getProperty("stubject.version");

    @TempDir
    private Path work;

    @Test
    void javaStartsIt() {
        Path java = ExecutableJar.JAVA_HOME.resolve("bin/java");

        Command version = Command.run(
                work, Map.of(), List.of(java.toString(), "-jar", ExecutableJar.FILE.toString(), "--version"));

        assertThat(version.succeeds().output().strip()).isEqualTo(VERSION);
        assertThat(version.errors()).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void itStartsItselfFromAnyPathWithTheJavaOfJavaHome() throws IOException {
        Path folder = Files.createDirectories(work.resolve("a blank ü"));
        Path copy = Files.copy(
                ExecutableJar.FILE, folder.resolve("protoc-gen-stubject"), StandardCopyOption.COPY_ATTRIBUTES);
        Path link = Files.createSymbolicLink(work.resolve("link"), copy);

        for (Path file : List.of(copy, link)) {
            // Nothing of the path: neither java nor dirname or the like is needed.
            Map<String, String> environment =
                    Map.of("JAVA_HOME", ExecutableJar.JAVA_HOME.toString(), "PATH", work.toString());
            Command version = Command.run(work, environment, List.of(file.toString(), "--version"));

            assertThat(version.succeeds().output().strip()).isEqualTo(VERSION);
            assertThat(version.errors()).isEmpty();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void withoutAJavaItSaysSo() {
        Command version = Command.run(
                work,
                Map.of("JAVA_HOME", "", "PATH", work.toString()),
                List.of(ExecutableJar.FILE.toString(), "--version"));

        assertThat(version.fails().errors()).contains("java: not found");
    }

    @Test
    void itHoldsAllThatItNeedsWithTheLicencesOfOthersAndTheProtosToImport() throws IOException {
        try (JarFile jar = new JarFile(ExecutableJar.FILE.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
                    .isEqualTo(Main.class.getName());
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .contains(
                            "META-INF/LICENSE",
                            "META-INF/NOTICE",
                            "META-INF/licenses/commonmark.txt",
                            "META-INF/licenses/protobuf-java.txt",
                            "stubject/options.proto",
                            "google/protobuf/descriptor.proto")
                    .doesNotHaveDuplicates()
                    .allMatch(name -> name.matches("(META-INF|stubject|google|io|io/github|io/github/stubject|com|"
                            + "com/google|com/google/protobuf|com/squareup|com/squareup/javapoet|org|org/commonmark|"
                            + "picocli)/.*"));
        }
    }
}
