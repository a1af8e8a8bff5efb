package io.github.stubject.benchmarks.model;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an operation costs: medians over all rounds, {@code null} where there is no such process or nothing was measured.
 *
 * @param client µs of processor time of the process that calls, publishes or reads
 * @param broker µs of nats-server
 * @param service µs of the process at the other end
 * @param allocation bytes that the client's process allocated
 */
public record Costs(
        @Nullable Double client,
        @Nullable Double broker,
        @Nullable Double service,
        @Nullable Double allocation) {
    static Costs of(List<Measurement> rounds) {
        return new Costs(
                median(rounds, Metric.CLIENT_CPU),
                median(rounds, Metric.BROKER_CPU),
                median(rounds, Metric.SERVICE_CPU),
                median(rounds, Metric.ALLOCATION));
    }

    private static @Nullable Double median(List<Measurement> rounds, Metric metric) {
        List<Double> values = rounds.stream()
                .flatMap(round -> Stream.ofNullable(round.values().get(metric)))
                .toList();
        return values.isEmpty() ? null : Figure.of(values).median();
    }
}
