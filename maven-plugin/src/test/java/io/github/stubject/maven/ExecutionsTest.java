package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutionsTest {
    private final Path home;
    private final Path output;
    private final Orphans orphans;

    ExecutionsTest(@TempDir Path directory) {
        home = directory.resolve("stubject");
        output = directory.resolve("output");
        orphans = new Orphans(new LogOfLines(), new ModulePaths(directory));
    }

    @Test
    void what_an_execution_generated_that_is_gone_is_deleted() throws IOException {
        OutputRecord current = generated("generate-new", "B.java");
        generated("generate-old", "A.java", "B.java");

        assertThat(executions().deleteOutputsOfGone(current, orphans)).isEqualTo(1);

        assertThat(output.resolve("A.java")).doesNotExist();
        assertThat(output.resolve("B.java")).as("is of the current one too").exists();
        assertThat(home.resolve("generate-old")).doesNotExist();
    }

    @Test
    void what_others_of_the_pom_generated_stays() throws IOException {
        OutputRecord current = generated("generate-new");
        generated("generate-other", "A.java");
        generated("generate-old", "A.java");

        executions().deleteOutputsOfGone(current, orphans);

        assertThat(output.resolve("A.java")).exists();
        assertThat(executions().alsoOfOthers(output)).containsExactly("A.java");
    }

    @Test
    void what_was_generated_by_hand_stays() throws IOException {
        OutputRecord current = generated("generate-new");
        generated("generate-default-cli", "A.java");

        assertThat(executions().deleteOutputsOfGone(current, orphans)).isZero();
        assertThat(output.resolve("A.java")).exists();
    }

    @Test
    void directories_of_others_are_left_alone() throws IOException {
        Files.createDirectories(home.resolve("notes"));

        executions().deleteOutputsOfGone(generated("generate-new"), orphans);

        assertThat(home.resolve("notes")).exists();
    }

    @Test
    void ids_that_differ_only_in_what_no_file_may_be_called_have_names_of_their_own() {
        assertThat(Executions.name("generate", "a b"))
                .doesNotContain(" ")
                .isNotEqualTo(Executions.name("generate", "a_b"))
                .isNotEqualTo(Executions.name("generate", "a/b"));
        assertThat(Executions.name("generate", "default")).isEqualTo("generate-default");
    }

    private Executions executions() {
        return new Executions(home, "generate-new", Set.of("generate-new", "generate-other"));
    }

    private OutputRecord generated(String execution, String... files) throws IOException {
        Files.createDirectories(output);
        for (String file : files) {
            Files.writeString(output.resolve(file), GeneratedHeaderTest.OURS);
        }
        Path work = home.resolve(execution);
        OutputRecord record = OutputRecord.of("1234", output, Set.of(files), Digests.in(work.resolve("digests.txt")));
        record.write(work.resolve("outputs.txt"));
        return record;
    }
}
