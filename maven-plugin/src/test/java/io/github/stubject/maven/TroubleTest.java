package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TroubleTest {
    @Test
    void a_directory_without_permission() {
        assertThat(text(new AccessDeniedException("/app/target/A.java")))
                .isEqualTo("Could not generate: target/A.java: permission denied. The user who builds must be able to"
                        + " read and write it.");
    }

    @Test
    void a_full_disk() {
        assertThat(text(new FileSystemException("/app/target/A.java", null, "No space left on device")))
                .isEqualTo("Could not generate: target/A.java: No space left on device.");
    }

    @Test
    void a_file_in_the_place_of_a_directory(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("com"));

        assertThat(Trouble.text(
                        "generate",
                        new FileSystemException(file + "/acme/hello", null, "Not a directory"),
                        new ModulePaths(directory)))
                .isEqualTo("Could not generate: com is a file, but a directory is needed there. Move it away.");
    }

    @Test
    void a_directory_in_the_place_of_a_file() {
        assertThat(text(new DirectoryNotEmptyException("/app/target/A.java")))
                .isEqualTo("Could not generate: target/A.java: a directory with files in it is where a generated file"
                        + " belongs. Move it away.");
    }

    @Test
    void a_file_that_vanished() {
        assertThat(text(new NoSuchFileException("/app/a.proto")))
                .isEqualTo("Could not generate: a.proto: there is no such file any more. Was it deleted during the"
                        + " build?");
    }

    @Test
    void anything_else() {
        assertThat(text(new IOException("the tape is torn"))).isEqualTo("Could not generate: the tape is torn");
        assertThat(text(new IOException())).isEqualTo("Could not generate: java.io.IOException");
    }

    @Test
    void a_link_that_leads_in_a_circle() {
        assertThat(text(new FileSystemLoopException("/app/src/main/proto/a")))
                .isEqualTo("Could not generate: src/main/proto/a: a link leads back to a directory above it. Remove the"
                        + " link.");
    }

    @Test
    void the_broken_jar_of_a_dependency() {
        assertThat(text(new UnreadableJarException(
                        Path.of("/home/ann/.m2/a.jar"), new IOException("zip file is empty"))))
                .isEqualTo("Could not generate: cannot read /home/ann/.m2/a.jar: zip file is empty. Delete the file, so"
                        + " that Maven fetches or builds it again.");
    }

    private static String text(IOException e) {
        return Trouble.text("generate", e, new ModulePaths(Path.of("/app")));
    }
}
