package io.github.stubject.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DependencyProtosTest {
    private final Path directory;
    private final DependencyProtos protos;

    DependencyProtosTest(@TempDir Path directory) {
        this.directory = directory;
        protos = new DependencyProtos(directory.resolve("imports"));
    }

    @Test
    void protos_of_a_jar_are_unpacked_below_its_name() throws IOException {
        ProtoDirectory found = protos.of(dependency(jar("shop/b.proto", "a.proto", "shop/Order.class")));

        assertThat(found.names()).containsExactly("a.proto", "shop/b.proto");
        assertThat(found.path()).isEqualTo(directory.resolve("imports/com.acme.shop-1.0.jar"));
        assertThat(found.path().resolve("shop/b.proto")).hasContent("shop/b.proto");
        assertThat(found.path().resolve("shop/Order.class")).doesNotExist();
    }

    @Test
    void protos_of_a_class_directory_are_used_where_they_are() throws IOException {
        Path classes = directory.resolve("classes");
        Files.createDirectories(classes.resolve("shop"));
        Files.writeString(classes.resolve("shop/a.proto"), "");

        assertThat(protos.of(dependency(classes))).isEqualTo(new ProtoDirectory(classes, List.of("shop/a.proto")));
    }

    @Test
    void an_entry_that_leads_out_of_the_jar_is_refused() throws IOException {
        Path jar = jar("../../evil.proto");

        assertThatThrownBy(() -> protos.of(dependency(jar)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leads out of it: ../../evil.proto");
        assertThat(directory.resolve("evil.proto")).doesNotExist();
    }

    @Test
    void a_file_that_is_no_jar_has_no_protos() throws IOException {
        Path pom = Files.writeString(directory.resolve("shop.pom"), "<project/>");

        assertThat(protos.of(dependency(pom)).names()).isEmpty();
    }

    @Test
    void a_broken_jar_is_named() throws IOException {
        Path jar = Files.writeString(directory.resolve("shop.jar"), "no zip");

        assertThatThrownBy(() -> protos.of(dependency(jar)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot read " + jar);
    }

    private Path jar(String... entries) throws IOException {
        Path jar = directory.resolve("shop.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String entry : entries) {
                out.putNextEntry(new ZipEntry(entry));
                out.write(entry.getBytes(UTF_8));
            }
        }
        return jar;
    }

    private static Artifact dependency(Path file) {
        Artifact artifact =
                new DefaultArtifact("com.acme", "shop", "1.0", "compile", "jar", "", new DefaultArtifactHandler("jar"));
        artifact.setFile(file.toFile());
        return artifact;
    }
}
