package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolTest {
    private final Path directory;

    ToolTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void where_the_local_repository_is_does_not_count() throws IOException {
        assertThat(identity("1.0", artifact("1.0", jar("here/a.jar", "one"))))
                .isEqualTo(identity("1.0", artifact("1.0", jar("there/a.jar", "one"))));
        assertThat(identity("1.0", artifact("1.0-SNAPSHOT", jar("here/b.jar", "one"))))
                .isEqualTo(identity("1.0", artifact("1.0-SNAPSHOT", jar("there/b.jar", "one"))));
    }

    @Test
    void the_version_counts() throws IOException {
        Path jar = jar("a.jar", "one");

        assertThat(identity("1.0", artifact("1.0", jar))).isNotEqualTo(identity("1.1", artifact("1.0", jar)));
    }

    @Test
    void the_version_of_what_the_plugin_uses_counts() throws IOException {
        Path jar = jar("a.jar", "one");

        assertThat(identity("1.0", artifact("1.0", jar))).isNotEqualTo(identity("1.0", artifact("1.1", jar)));
    }

    @Test
    void a_snapshot_counts_by_its_content() throws IOException {
        assertThat(identity("1.0", artifact("1.0-SNAPSHOT", jar("one.jar", "one"))))
                .isNotEqualTo(identity("1.0", artifact("1.0-SNAPSHOT", jar("two.jar", "two"))));
    }

    @Test
    void so_does_one_that_is_a_directory_of_classes() throws IOException {
        jar("one/A.class", "one");
        jar("two/A.class", "two");
        jar("same/A.class", "one");

        String one = identity("1.0", artifact("1.0-SNAPSHOT", directory.resolve("one")));
        assertThat(identity("1.0", artifact("1.0-SNAPSHOT", directory.resolve("two"))))
                .isNotEqualTo(one);
        assertThat(identity("1.0", artifact("1.0-SNAPSHOT", directory.resolve("same"))))
                .isEqualTo(one);
    }

    private String identity(String version, Artifact artifact) throws IOException {
        Fingerprint fingerprint = new Fingerprint();
        new Tool(version, List.of(artifact)).addTo(fingerprint, Digests.in(directory.resolve("digests.txt")));
        return fingerprint.finish();
    }

    private Path jar(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static Artifact artifact(String version, Path file) {
        Artifact artifact = new DefaultArtifact(
                "com.acme", "tool", version, "runtime", "jar", null, new DefaultArtifactHandler("jar"));
        artifact.setFile(file.toFile());
        return artifact;
    }
}
