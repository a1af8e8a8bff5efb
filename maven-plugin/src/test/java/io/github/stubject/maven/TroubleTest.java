package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TroubleTest {
    @Test
    void a_directory_without_permission() {
        assertThat(Trouble.text(new AccessDeniedException("/app/target/A.java")))
                .isEqualTo(
                        "Could not generate: /app/target/A.java: permission denied. The user who builds must be able to"
                                + " read and write it.");
    }

    @Test
    void a_full_disk() {
        assertThat(Trouble.text(new FileSystemException("/app/target/A.java", null, "No space left on device")))
                .isEqualTo("Could not generate: /app/target/A.java: No space left on device");
    }

    @Test
    void a_file_in_the_place_of_a_directory(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("com"));

        assertThat(Trouble.text(new FileSystemException(file + "/acme/hello", null, "Not a directory")))
                .isEqualTo(
                        "Could not generate: " + file + " is a file, but a directory is needed there. Move it away.");
    }

    @Test
    void a_directory_in_the_place_of_a_file() {
        assertThat(Trouble.text(new DirectoryNotEmptyException("/app/target/A.java")))
                .isEqualTo(
                        "Could not generate: /app/target/A.java: a directory with files in it is where a generated file"
                                + " belongs. Move it away.");
    }

    @Test
    void a_file_that_vanished() {
        assertThat(Trouble.text(new NoSuchFileException("/app/a.proto")))
                .isEqualTo("Could not generate: /app/a.proto: there is no such file any more. Was it deleted during the"
                        + " build?");
    }

    @Test
    void anything_else() {
        assertThat(Trouble.text(new IOException("the tape is torn"))).isEqualTo("Could not generate: the tape is torn");
        assertThat(Trouble.text(new IOException())).isEqualTo("Could not generate: java.io.IOException");
    }
}
