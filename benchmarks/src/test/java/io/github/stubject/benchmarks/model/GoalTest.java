package io.github.stubject.benchmarks.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalTest {
    @ParameterizedTest
    @CsvSource({"RATIO_AT_LEAST, 1.2, ≥ 1.2", "RATIO_AT_MOST, 0.75, ≤ 0.75", "DIFFERENCE_AT_MOST, 1, ≤ +1.0"})
    void readsWhatItWrites(Goal.Kind kind, double limit, String text) {
        Goal goal = new Goal(kind, limit);

        assertThat(goal).hasToString(text);
        assertThat(Goal.parse(text)).isEqualTo(goal);
    }

    @Test
    void doesNotReadAnythingElse() {
        assertThatIllegalArgumentException().isThrownBy(() -> Goal.parse("as fast as can be"));
    }

    @Test
    void isReachedAtTheLimitItself() {
        assertThat(Goal.atLeast(1.2).isReachedBy(1.2, 0)).isTrue();
        assertThat(Goal.atLeast(1.2).isReachedBy(1.19, 0)).isFalse();
        assertThat(Goal.atMost(0.9).isReachedBy(0.9, 0)).isTrue();
        assertThat(Goal.atMost(0.9).isReachedBy(0.91, 0)).isFalse();
    }

    @Test
    void ofADifferenceLooksAtNoRatio() {
        assertThat(Goal.atMostMore(1).isReachedBy(7, 1)).isTrue();
        assertThat(Goal.atMostMore(1).isReachedBy(0.5, 1.1)).isFalse();
    }
}
