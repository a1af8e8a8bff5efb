package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansTest {
    private final LogOfLines log = new LogOfLines();
    private final Path output;
    private final Orphans orphans;

    OrphansTest(@TempDir Path base) throws IOException {
        output = Files.createDirectories(base.resolve("src/main/java"));
        orphans = new Orphans(log, new ModulePaths(base));
    }

    @Test
    void they_are_deleted_with_the_directories_they_leave_empty() throws IOException {
        write("com/acme/old/Gone.java", GeneratedHeaderTest.OURS);
        write("com/acme/Own.java", "not ours");

        assertThat(orphans.delete(output, Set.of("com/acme/old/Gone.java"))).isEqualTo(1);

        assertThat(output.resolve("com/acme/old")).doesNotExist();
        assertThat(output.resolve("com/acme/Own.java")).hasContent("not ours");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void the_output_directory_itself_stays() throws IOException {
        write("Gone.java", GeneratedHeaderTest.PROTOC);

        orphans.delete(output, Set.of("Gone.java"));

        assertThat(output).isEmptyDirectory();
    }

    @Test
    void one_that_somebody_deleted_already_is_not_counted() throws IOException {
        assertThat(orphans.delete(output, Set.of("com/acme/Gone.java"))).isZero();
    }

    @Test
    void a_directory_in_its_place_is_left_alone() throws IOException {
        write("Gone.java/notes.txt", "mine");

        assertThat(orphans.delete(output, Set.of("Gone.java"))).isZero();
        assertThat(output.resolve("Gone.java/notes.txt")).hasContent("mine");
    }

    @Test
    void one_that_became_hand_written_stays_and_is_told() throws IOException {
        write("com/acme/Gone.java", GeneratedHeaderTest.OURS);
        write("com/acme/Kept.java", "package com.acme;\nclass Kept {}\n");

        assertThat(orphans.delete(output, Set.of("com/acme/Gone.java", "com/acme/Kept.java")))
                .isEqualTo(1);

        assertThat(output.resolve("com/acme/Kept.java")).content().contains("class Kept");
        assertThat(log.lines())
                .containsExactly(
                        "warning: 1 file would be deleted, since nothing stands for it any more, but what is there now"
                                + " was not generated, so it stays:\nsrc/main/java/com/acme/Kept.java\n"
                                + "Delete what is not needed. Stubject will not look at it again.");
    }

    private void write(String name, String content) throws IOException {
        Path file = output.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
