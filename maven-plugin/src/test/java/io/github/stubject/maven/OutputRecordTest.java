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
        OutputRecord.of("1234", output, Set.of("A.java", "With blank.java"), digests())
                .write(recordFile);
    }

    @Test
    void it_is_read_as_it_was_written() throws IOException {
        OutputRecord record = OutputRecord.read(recordFile, output);

        assertThat(record.fingerprint()).isEqualTo("1234");
        assertThat(record.files()).containsExactly("A.java", "With blank.java");
        assertThat(record.isUpToDate("1234", digests())).isTrue();
    }

    @Test
    void another_fingerprint_is_not_up_to_date() throws IOException {
        assertThat(OutputRecord.read(recordFile, output).isUpToDate("5678", digests()))
                .isFalse();
    }

    @Test
    void a_missing_output_is_not_up_to_date() throws IOException {
        Files.delete(output.resolve("A.java"));

        assertThat(OutputRecord.read(recordFile, output).isUpToDate("1234", digests()))
                .isFalse();
    }

    @Test
    void an_edited_output_is_not_up_to_date() throws IOException {
        Files.writeString(output.resolve("A.java"), "edited");

        assertThat(OutputRecord.read(recordFile, output).isUpToDate("1234", digests()))
                .isFalse();
    }

    @Test
    void a_run_that_died_is_not_up_to_date_and_knows_the_files_of_before_and_after() throws IOException {
        OutputRecord.read(recordFile, output).unfinishedWith(Set.of("B.java")).write(recordFile);

        OutputRecord record = OutputRecord.read(recordFile, output);
        assertThat(record.isUpToDate("1234", digests())).isFalse();
        assertThat(record.files()).containsExactly("A.java", "B.java", "With blank.java");
    }

    @Test
    void where_the_files_were_written_is_remembered_if_they_are_to_go_elsewhere() throws IOException {
        Path elsewhere = output.resolveSibling("elsewhere");

        OutputRecord record = OutputRecord.read(recordFile, elsewhere);

        assertThat(record.output()).isEqualTo(output);
        assertThat(record.isIn(elsewhere)).isFalse();
        assertThat(record.isIn(output.resolve("../output"))).isTrue();
    }

    @Test
    void in_a_copy_of_the_project_it_speaks_of_the_copy() throws IOException {
        Path copy = output.resolveSibling("copy/work/outputs.txt");
        Files.createDirectories(copy.getParent());
        Files.copy(recordFile, copy);

        assertThat(OutputRecord.read(copy, output).output()).isEqualTo(output.resolveSibling("copy/output"));
    }

    @Test
    void a_record_that_was_cut_off_is_none() throws IOException {
        Files.writeString(recordFile, "1234");

        assertThat(OutputRecord.read(recordFile, output)).isEqualTo(OutputRecord.none(output));
    }

    private Digests digests() throws IOException {
        return Digests.in(recordFile.resolveSibling("digests.txt"));
    }

    @Test
    void without_a_record_there_is_nothing() throws IOException {
        assertThat(OutputRecord.read(recordFile.resolveSibling("none"), output)).isEqualTo(OutputRecord.none(output));
    }
}
