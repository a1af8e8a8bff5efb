package io.github.stubject.benchmarks.model;

import java.util.List;

/** A figure over all rounds. */
public record Figure(double median, double least, double most) {
    /**
     * Of the values of all rounds.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Figure of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("there are no values");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Figure(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
