package io.github.stubject.generator.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SemanticVersionTest {
    @Test
    void versionsAreInTheOrderOfTheSpecification() {
        List<SemanticVersion> ordered = Stream.of(
                        "0.9.10",
                        "1.0.0-alpha",
                        "1.0.0-alpha.1",
                        "1.0.0-alpha.beta",
                        "1.0.0-beta",
                        "1.0.0-beta.2",
                        "1.0.0-beta.11",
                        "1.0.0-rc.1",
                        "1.0.0",
                        "1.0.1",
                        "1.9.0",
                        "1.10.0",
                        "2.0.0")
                .map(SemanticVersion::new)
                .toList();
        List<SemanticVersion> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(7));

        assertThat(shuffled.stream().sorted()).containsExactlyElementsOf(ordered);
    }

    @Test
    void buildsAreNotCompared() {
        assertThat(new SemanticVersion("1.0.0+a-1")).isEqualByComparingTo(new SemanticVersion("1.0.0+b"));
    }
}
