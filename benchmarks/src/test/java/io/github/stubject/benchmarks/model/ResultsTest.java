package io.github.stubject.benchmarks.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    private static final Result UNARY = Example.result("unary", "16 B", 1.25, Goal.atLeast(1.2));
    private static final Result STREAMS = Example.result("streams", "16 B", 2.5, Goal.atLeast(2));

    @TempDir
    Path folder;

    @Test
    void areReadAsTheyWereWritten() throws IOException {
        Path file = folder.resolve("target/results.json");
        Results results = new Results(Example.ENVIRONMENT, List.of(UNARY, STREAMS));

        results.write(file);

        assertThat(Results.read(file)).isEqualTo(results);
    }

    @Test
    void haveTheFieldsThatOthersRead() throws IOException {
        Path file = folder.resolve("results.json");
        new Results(Example.ENVIRONMENT, List.of(UNARY)).write(file);

        JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();

        assertThat(json.getAsJsonObject("environment").keySet())
                .containsExactly("jdk", "natsServer", "date", "cores", "brief");
        JsonObject result = json.getAsJsonArray("results").get(0).getAsJsonObject();
        assertThat(result.get("suite").getAsString()).isEqualTo("unary");
        assertThat(result.get("case").getAsString()).isEqualTo("16 B");
        assertThat(result.get("ours").getAsDouble()).isEqualTo(1250);
        assertThat(result.get("baseline").getAsDouble()).isEqualTo(1000);
        assertThat(result.get("baselineName").getAsString()).isEqualTo("by hand");
        assertThat(result.get("ratio").getAsDouble()).isEqualTo(1.25);
        assertThat(result.get("goal").getAsString()).isEqualTo("≥ 1.2");
    }

    @Test
    void ofASuiteReplaceThoseThatItHadBefore() {
        Result again = Example.result("unary", "1 KiB", 1.1, Goal.atLeast(1.2));

        Results results = new Results(Example.ENVIRONMENT, List.of(UNARY, STREAMS)).with("unary", List.of(again));

        assertThat(results.results()).containsExactly(STREAMS, again);
    }

    @Test
    void ofOtherSuitesStayIfNothingElseHasChangedThanTheDate() throws IOException {
        Path file = folder.resolve("results.json");
        new Results(Example.ENVIRONMENT, List.of(UNARY)).write(file);
        Environment later = new Environment("25.0.1", "2.9.10", "2026-11-02", 2, false);

        assertThat(Results.startingFrom(file, later)).isEqualTo(new Results(later, List.of(UNARY)));
    }

    @Test
    void ofAnotherEnvironmentAreNotMixedWithThese() throws IOException {
        Path file = folder.resolve("results.json");
        new Results(Example.ENVIRONMENT, List.of(UNARY)).write(file);

        assertThat(Results.startingFrom(file, new Environment("17.0.1", "2.9.10", "2026-11-01", 2, false))
                        .results())
                .isEmpty();
        assertThat(Results.startingFrom(file, new Environment("25.0.1", "2.9.10", "2026-11-01", 2, true))
                        .results())
                .isEmpty();
    }

    @Test
    void beginEmptyWithoutAFile() throws IOException {
        assertThat(Results.startingFrom(folder.resolve("none.json"), Example.ENVIRONMENT)
                        .results())
                .isEmpty();
    }
}
