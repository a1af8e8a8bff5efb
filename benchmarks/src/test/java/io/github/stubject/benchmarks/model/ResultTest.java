package io.github.stubject.benchmarks.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultTest {
    private static final Comparison RATE = new Comparison(Metric.RATE, "ours", "theirs", Goal.atLeast(1.2));

    @Test
    void hasTheMedianOfTheRatiosOfRoundsRatherThanTheRatioOfMedians() {
        // The second round was disturbed, and both were slow.
        Result result = result(RATE, rates(300, 30, 100), rates(200, 10, 100));

        assertThat(result.ours()).isEqualTo(100);
        assertThat(result.baseline()).isEqualTo(100);
        assertThat(result.ratio()).isEqualTo(1.5);
        assertThat(result.spread()).containsExactly(1.0, 3.0);
        assertThat(result.oursSpread()).containsExactly(30.0, 300.0);
    }

    @Test
    void saysWhetherTheGoalIsReached() {
        assertThat(result(RATE, rates(12), rates(10)).reached()).isTrue();
        assertThat(result(RATE, rates(11), rates(10)).reached()).isFalse();
    }

    @Test
    void saysNothingOfGoalsWhereThereIsNone() {
        Result result = result(new Comparison(Metric.RATE, "ours", "theirs", null), rates(12), rates(10));

        assertThat(result.goal()).isNull();
        assertThat(result.reached()).isNull();
    }

    @Test
    void comparesADifferenceInTheUnitOfTheFigures() {
        Comparison cpu = new Comparison(Metric.CLIENT_CPU, "ours", "theirs", Goal.atMostMore(1));

        assertThat(result(cpu, of(Metric.CLIENT_CPU, 5.5), of(Metric.CLIENT_CPU, 5))
                        .reached())
                .isTrue();
        assertThat(result(cpu, of(Metric.CLIENT_CPU, 6.5), of(Metric.CLIENT_CPU, 5))
                        .reached())
                .isFalse();
    }

    @Test
    void namesTheMetricInTheCaseUnlessItIsTheMainOne() {
        Comparison allocation = new Comparison(Metric.ALLOCATION, "ours", "theirs", null);

        assertThat(result(RATE, rates(1), rates(1)).caseName()).isEqualTo("16 B");
        assertThat(result(allocation, of(Metric.ALLOCATION, 8), of(Metric.ALLOCATION, 8))
                        .caseName())
                .isEqualTo("16 B: allocation of the client");
    }

    @Test
    void countsInUnitsOfWhatIsDone() {
        assertThat(result(RATE, rates(1), rates(1)).unit()).isEqualTo("calls/s");
    }

    @Test
    void hasTheCostsOfBothAsFarAsTheyWereMeasured() {
        List<Measurement> ours = List.of(Measurement.of(Metric.RATE, 1)
                .with(Metric.CLIENT_CPU, 5)
                .with(Metric.BROKER_CPU, 3)
                .with(Metric.ALLOCATION, 900));

        Result result = result(RATE, ours, rates(1));

        assertThat(result.oursCosts()).isEqualTo(new Costs(5.0, 3.0, null, 900.0));
        assertThat(result.baselineCosts()).isEqualTo(new Costs(null, null, null, null));
    }

    @Test
    void isLeftOutWhereOneOfTheTwoWasNotMeasured() {
        assertThat(compare(RATE, rates(1), of(Metric.MEDIAN, 1))).isNull();
        assertThat(compare(RATE, rates(1), List.of())).isNull();
    }

    private static Result result(Comparison comparison, List<Measurement> ours, List<Measurement> theirs) {
        return Objects.requireNonNull(compare(comparison, ours, theirs));
    }

    private static @Nullable Result compare(Comparison comparison, List<Measurement> ours, List<Measurement> theirs) {
        return Result.of("unary", "16 B", "call", comparison, Map.of("ours", ours, "theirs", theirs));
    }

    private static List<Measurement> rates(double... rates) {
        return DoubleStream.of(rates)
                .mapToObj(rate -> Measurement.of(Metric.RATE, rate))
                .toList();
    }

    private static List<Measurement> of(Metric metric, double value) {
        return List.of(Measurement.of(metric, value));
    }
}
