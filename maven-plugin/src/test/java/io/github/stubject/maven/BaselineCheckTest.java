package io.github.stubject.maven;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stubject.generator.check.Baseline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineCheckTest {
    private static final String RENAMED = "field-renamed shop.Money.amount ";

    private final LogOfLines log = new LogOfLines();
    private final ModulePaths module;
    private final BaselineFile baseline;

    BaselineCheckTest(@TempDir Path directory) {
        module = new ModulePaths(directory);
        baseline = new BaselineFile(directory.resolve("stubject-baseline.binpb"), module);
    }

    @Test
    void what_did_not_change_passes() throws Exception {
        baselineOf("cents");

        check("cents");

        assertThat(log.lines()).containsExactly("info: Nothing would break what is deployed.");
    }

    @Test
    void what_would_break_is_told_where_it_is_in_the_module_and_fails_with_the_ways_out() throws Exception {
        baselineOf("cents");

        assertThatThrownBy(() -> check("amount"))
                .isInstanceOf(MojoFailureException.class)
                .hasNoCause()
                .hasMessage(
                        "1 change would break what is deployed, as stubject-baseline.binpb has it. Above is, for each,"
                                + " how to do it compatibly.\n"
                                + "What is meant is allowed with a reason, by a line in stubject-allow.txt: rule element reason.\n"
                                + "Once nothing old is deployed any more, write the baseline anew: mvn stubject:baseline");

        assertThat(log.lines()).containsExactly("""
                error: src/main/proto/shop/till.proto: field-renamed: shop.Money.amount was named cents
                    was: shop/till.proto in the baseline
                    breaks: JSON users
                    used by: shop.Till.Take
                    instead: keep the name; or add another field, and fill both for a while""");
    }

    @Test
    void the_usual_file_allows_what_is_meant() throws Exception {
        baselineOf("cents");
        write("stubject-allow.txt", RENAMED + "nobody sends JSON\n");

        check("amount");

        assertThat(log.lines()).containsExactly("info: Nothing would break what is deployed; 1 allowed.");
    }

    @Test
    void another_file_allows_in_place_of_the_usual_one() throws Exception {
        baselineOf("cents");
        write("stubject-allow.txt", "no rule at all");
        Path other = write("allowed.txt", RENAMED + "nobody sends JSON\n");

        check("amount", other);

        assertThat(log.lines()).containsExactly("info: Nothing would break what is deployed; 1 allowed.");
    }

    @Test
    void another_file_that_is_not_there_is_an_error() throws Exception {
        baselineOf("cents");

        assertThatThrownBy(() -> check("cents", module.base().resolve("allowed.txt")))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("<allow> is allowed.txt, and there is no such file. Create it, or leave <allow> out.");
    }

    @Test
    void what_allows_nothing_is_a_warning() throws Exception {
        baselineOf("cents");
        write("stubject-allow.txt", RENAMED + "nobody sends JSON\n");

        check("cents");

        assertThat(log.lines())
                .containsExactly(
                        "warning: stubject-allow.txt:1:1: allows field-renamed of shop.Money.amount, which was not found;"
                                + " remove it",
                        "info: Nothing would break what is deployed.");
    }

    @Test
    void a_mistake_in_what_allows_fails_alone() throws Exception {
        baselineOf("cents");
        write("stubject-allow.txt", "field-gone shop.Money.cents it is not used\n");

        assertThatThrownBy(() -> check("cents")).hasMessage("1 mistake in what allows changes, told above.");

        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("error: stubject-allow.txt:1:1: there is no rule");
    }

    @Test
    void without_a_baseline_it_tells_how_to_write_one() {
        assertThatThrownBy(() -> check("cents"))
                .isInstanceOf(MojoFailureException.class)
                .hasNoCause()
                .hasMessage(
                        "There is no baseline yet to compare the protos with: stubject-baseline.binpb. Write it from the"
                                + " protos that are deployed, and commit it: mvn stubject:baseline");
    }

    @Test
    void what_is_no_baseline_is_told_as_such() throws IOException {
        write("stubject-baseline.binpb", "no baseline");

        assertThatThrownBy(() -> check("cents"))
                .isInstanceOf(MojoFailureException.class)
                .hasNoCause()
                .hasMessageStartingWith("stubject-baseline.binpb: the baseline is no descriptor set")
                .hasMessageEndingWith("\nThe command that writes baselines: mvn stubject:baseline");
    }

    @Test
    void where_all_protos_are_gone_their_services_are_found() throws Exception {
        baselineOf("cents");

        assertThatThrownBy(() -> new BaselineCheck(log, module, baseline, null).run(Schema.empty(module)))
                .hasMessageStartingWith("1 change would break what is deployed");

        assertThat(log.lines()).singleElement().asString().contains("service-removed: shop.Till");
    }

    @Test
    void a_directory_in_the_place_of_the_baseline_is_told() throws IOException {
        Files.createDirectory(module.base().resolve("stubject-baseline.binpb"));

        assertThatThrownBy(() -> check("cents"))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("stubject-baseline.binpb is to be the baseline, but it is a directory. Name a file with"
                        + " <baseline>.");
    }

    @Test
    void a_directory_in_the_place_of_the_file_that_allows_is_told() throws Exception {
        baselineOf("cents");
        Files.createDirectory(module.base().resolve("stubject-allow.txt"));

        assertThatThrownBy(() -> check("cents"))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("stubject-allow.txt is to be the file that allows findings, but it is a directory. Name a"
                        + " file with <allow>.");
    }

    @Test
    void a_reason_in_another_encoding_does_no_harm() throws Exception {
        baselineOf("cents");
        Files.writeString(
                module.base().resolve("stubject-allow.txt"), RENAMED + "für nobody who sends JSON", ISO_8859_1);

        check("amount");

        assertThat(log.lines()).containsExactly("info: Nothing would break what is deployed; 1 allowed.");
    }

    private void baselineOf(String field) throws IOException, MojoFailureException {
        Schema schema = Schemas.till(module, field);
        baseline.write(Baseline.write(schema.descriptorSet(), schema.names()));
    }

    private void check(String field) throws IOException, MojoFailureException {
        new BaselineCheck(log, module, baseline, null).run(Schemas.till(module, field));
    }

    private void check(String field, Path allow) throws IOException, MojoFailureException {
        new BaselineCheck(log, module, baseline, allow).run(Schemas.till(module, field));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(module.base().resolve(name), text, UTF_8);
    }
}
