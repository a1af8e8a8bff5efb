package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputRecordTest {
    private final Path output;
    private final Path recordFile;

    OutputRecordTest(@TempDir Path directory) {
        output = directory.resolve("output");
        recordFile = directory.resolve("work/outputs.txt");
    }

    @BeforeEach
    void generate() throws IOException {
        Files.createDirectories(output);
        Files.writeString(output.resolve("A.java"), "a");
        Files.writeString(output.resolve("With blank.java"), "b");
        OutputRecord.of("1234", output, Set.of("A.java", "With blank.java")).write(recordFile);
    }

    @Test
    void it_is_read_as_it_was_written() throws IOException {
        OutputRecord record = OutputRecord.read(recordFile, output);

        assertThat(record.fingerprint()).isEqualTo("1234");
        assertThat(record.files()).containsExactly("A.java", "With blank.java");
        assertThat(record.isUpToDate("1234")).isTrue();
    }

    @Test
    void another_fingerprint_is_not_up_to_date() throws IOException {
        assertThat(OutputRecord.read(recordFile, output).isUpToDate("5678")).isFalse();
    }

    @Test
    void a_missing_output_is_not_up_to_date() throws IOException {
        Files.delete(output.resolve("A.java"));

        assertThat(OutputRecord.read(recordFile, output).isUpToDate("1234")).isFalse();
    }

    @Test
    void an_edited_output_is_not_up_to_date() throws IOException {
        Files.writeString(output.resolve("A.java"), "edited");

        assertThat(OutputRecord.read(recordFile, output).isUpToDate("1234")).isFalse();
    }

    @Test
    void a_run_that_died_is_not_up_to_date_and_knows_the_files_of_before_and_after() throws IOException {
        OutputRecord.read(recordFile, output).unfinishedWith(Set.of("B.java")).write(recordFile);

        OutputRecord record = OutputRecord.read(recordFile, output);
        assertThat(record.isUpToDate("1234")).isFalse();
        assertThat(record.files()).containsExactly("A.java", "B.java", "With blank.java");
    }

    @Test
    void files_of_another_output_directory_are_none_of_its_business() throws IOException {
        assertThat(OutputRecord.read(recordFile, output.resolveSibling("other")).files())
                .isEmpty();
    }

    @Test
    void without_a_record_there_is_nothing() throws IOException {
        assertThat(OutputRecord.read(recordFile.resolveSibling("none"), output)).isEqualTo(OutputRecord.none(output));
    }
}
