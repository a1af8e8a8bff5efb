package io.github.stubject.benchmarks.model;

import org.jspecify.annotations.Nullable;

/**
 * Two contenders of a case, side by side.
 *
 * @param ours the name of the contender that is judged
 * @param baseline the name of the one it is judged by
 * @param goal {@code null} where figures are to be known and no more
 */
public record Comparison(
        Metric metric,
        String ours,
        String baseline,
        @Nullable Goal goal) {}
