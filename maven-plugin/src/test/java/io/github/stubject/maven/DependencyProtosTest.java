package io.github.stubject.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
    void a_broken_jar_is_noticed() throws IOException {
        Path jar = Files.writeString(directory.resolve("shop.jar"), "no zip");

        assertThatThrownBy(() -> protos.of(dependency(jar)))
                .isInstanceOf(UnreadableJarException.class)
                .hasMessage("zip END header not found");
    }

    @Test
    void an_empty_jar_is_noticed_before_anything_is_generated() throws IOException {
        Path jar = Files.createFile(directory.resolve("shop.jar"));

        assertThatThrownBy(() -> fingerprint(jar))
                .isInstanceOf(UnreadableJarException.class)
                .hasMessage("zip file is empty");
    }

    @Test
    void a_jar_in_the_place_of_another_is_noticed_though_name_size_and_time_are_the_same() throws IOException {
        FileTime time = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(jar("a.proto"), time);
        String before = fingerprint(directory.resolve("shop.jar"));

        Path jar = jar("b.proto");
        Files.setLastModifiedTime(jar, time);

        assertThat(fingerprint(jar)).isNotEqualTo(before);
    }

    @Test
    void a_jar_that_was_built_again_with_the_same_protos_changes_nothing() throws IOException {
        String before = fingerprint(jar("a.proto", "Old.class"));

        assertThat(fingerprint(jar("New.class", "a.proto"))).isEqualTo(before);
    }

    @Test
    void a_module_of_the_same_build_is_the_same_before_and_after_it_is_packaged() throws IOException {
        Path classes = directory.resolve("classes/shop");
        Files.createDirectories(classes);
        Files.writeString(classes.resolve("a.proto"), "shop/a.proto");
        Files.writeString(classes.resolve("A.class"), "");
        String before = fingerprint(directory.resolve("classes"));

        assertThat(fingerprint(jar("shop/a.proto", "shop/A.class"))).isEqualTo(before);

        Files.writeString(classes.resolve("a.proto"), "changed");
        assertThat(fingerprint(directory.resolve("classes"))).isNotEqualTo(before);
    }

    private String fingerprint(Path file) throws IOException {
        Digests digests = Digests.in(directory.resolve("digests.txt"));
        Fingerprint fingerprint = new Fingerprint();
        DependencyProtos.addTo(fingerprint, dependency(file), digests);
        digests.keep();
        return fingerprint.finish();
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
