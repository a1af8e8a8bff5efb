package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSyncTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    private final Path staging;
    private final Path output;

    FileSyncTest(@TempDir Path directory) {
        staging = directory.resolve("staging");
        output = directory.resolve("output");
    }

    @BeforeEach
    void makeDirectories() throws IOException {
        FileSync.clear(staging);
        FileSync.clear(output);
    }

    @Test
    void a_new_file_is_written() throws IOException {
        write(staging, "com/acme/New.java", "new");

        assertThat(FileSync.move(staging, output)).isEqualTo(new FileSync.Result(1, 0));
        assertThat(output.resolve("com/acme/New.java")).hasContent("new");
    }

    @Test
    void a_file_with_the_same_content_is_not_touched() throws IOException {
        write(staging, "Same.java", "same");
        write(output, "Same.java", "same");
        Files.setLastModifiedTime(output.resolve("Same.java"), LONG_AGO);

        assertThat(FileSync.move(staging, output)).isEqualTo(new FileSync.Result(0, 1));
        assertThat(Files.getLastModifiedTime(output.resolve("Same.java"))).isEqualTo(LONG_AGO);
    }

    @Test
    void a_file_with_other_content_is_replaced() throws IOException {
        write(staging, "Changed.java", "two");
        write(output, "Changed.java", "one");

        assertThat(FileSync.move(staging, output)).isEqualTo(new FileSync.Result(1, 0));
        assertThat(output.resolve("Changed.java")).hasContent("two");
    }

    private static void write(Path directory, String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
