package io.github.stubject.benchmarks.model;

import java.util.EnumMap;
import java.util.Map;

/** What one contender did in one round. What was not measured, or cannot be on this JVM, is left out. */
public record Measurement(Map<Metric, Double> values) {
    public Measurement {
        values = Map.copyOf(values);
    }

    /** One with a single figure. */
    public static Measurement of(Metric metric, double value) {
        return new Measurement(Map.of(metric, value));
    }

    /** The same with one more figure. */
    public Measurement with(Metric metric, double value) {
        Map<Metric, Double> more = new EnumMap<>(Metric.class);
        more.putAll(values);
        more.put(metric, value);
        return new Measurement(more);
    }
}
