package io.github.stubject.benchmarks.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.benchmarks.model.Comparison;
import io.github.stubject.benchmarks.model.Measurement;
import io.github.stubject.benchmarks.model.Metric;
import io.github.stubject.benchmarks.model.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseRunTest {
    private final List<String> happened = new ArrayList<>();

    @Test
    void warmsEachUpAndThenHasThemTakeTurnsThatRotate() throws Exception {
        run(new Pace(Duration.ofSeconds(9), 2, Duration.ofSeconds(1)));

        assertThat(happened)
                .containsExactly(
                        "a enters", "b enters", "a 9", "b 9", "a 1", "b 1", "b 1", "a 1", "a leaves", "b leaves");
    }

    @Test
    void doesNotWarmUpWhatIsToBeCold() throws Exception {
        run(new Pace(Duration.ZERO, 1, Duration.ofSeconds(1)));

        assertThat(happened).containsExactly("a enters", "b enters", "a 1", "b 1", "a leaves", "b leaves");
    }

    @Test
    void comparesRoundsOnlyAndNotTheWarmUp() throws Exception {
        List<Result> results = run(new Pace(Duration.ofSeconds(9), 3, Duration.ofSeconds(1)));

        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.ours()).isEqualTo(1);
            assertThat(result.oursSpread()).containsExactly(1.0, 1.0);
        });
    }

    private List<Result> run(Pace pace) throws Exception {
        Case tried = new Case(
                "a case",
                "call",
                Setting.PLAIN,
                List.of(new Recorded("a"), new Recorded("b")),
                List.of(new Comparison(Metric.RATE, "a", "b", null)));
        try (CaseRun run = new CaseRun(tried, pace)) {
            return run.results("a suite");
        }
    }

    private final class Recorded implements Contender {
        private final String name;

        Recorded(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Contestant enter(Lab lab) {
            happened.add(name + " enters");
            return new Contestant() {
                @Override
                public Measurement measure(Duration time) {
                    happened.add(name + " " + time.toSeconds());
                    return Measurement.of(Metric.RATE, time.toMillis() / 1000.0);
                }

                @Override
                public void close() {
                    happened.add(name + " leaves");
                }
            };
        }
    }
}
