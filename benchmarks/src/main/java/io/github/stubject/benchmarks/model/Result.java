package io.github.stubject.benchmarks.model;

import com.google.gson.annotations.SerializedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison has come to, as {@code results.json} has it.
 *
 * @param ratio the median of the ratios of all rounds, not the ratio of the medians: what disturbs a round disturbs both
 * @param spread the smallest and the largest of these ratios
 * @param goal as {@link Goal#toString} writes it
 */
public record Result(
        String suite,
        @SerializedName("case") String caseName,
        String oursName,
        String baselineName,
        String unit,
        double ours,
        List<Double> oursSpread,
        double baseline,
        List<Double> baselineSpread,
        double ratio,
        List<Double> spread,
        @Nullable String goal,
        @Nullable Boolean reached,
        Costs oursCosts,
        Costs baselineCosts) {

    /**
     * Compares.
     *
     * @param operation what is counted: {@code call}, {@code message}, {@code event}
     * @param rounds what each contender did, by its name; all have as many rounds
     * @return {@code null} if one of the two could not be measured
     */
    public static @Nullable Result of(
            String suite,
            String caseName,
            String operation,
            Comparison comparison,
            Map<String, List<Measurement>> rounds) {
        List<Measurement> ours = rounds.getOrDefault(comparison.ours(), List.of());
        List<Measurement> baseline = rounds.getOrDefault(comparison.baseline(), List.of());
        Metric metric = comparison.metric();
        List<Double> a = new ArrayList<>();
        List<Double> b = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(ours.size(), baseline.size()); i++) {
            Double our = ours.get(i).values().get(metric);
            Double their = baseline.get(i).values().get(metric);
            if (our != null && their != null && their > 0) {
                a.add(our);
                b.add(their);
                ratios.add(our / their);
            }
        }
        if (ratios.isEmpty()) {
            return null;
        }
        Figure our = Figure.of(a);
        Figure their = Figure.of(b);
        Figure ratio = Figure.of(ratios);
        Goal goal = comparison.goal();
        return new Result(
                suite,
                metric.label().isEmpty() ? caseName : caseName + ": " + metric.label(),
                comparison.ours(),
                comparison.baseline(),
                metric.unit(operation),
                our.median(),
                spread(our),
                their.median(),
                spread(their),
                ratio.median(),
                spread(ratio),
                goal == null ? null : goal.toString(),
                goal == null ? null : goal.isReachedBy(ratio.median(), our.median() - their.median()),
                Costs.of(ours),
                Costs.of(baseline));
    }

    private static List<Double> spread(Figure figure) {
        return List.of(figure.least(), figure.most());
    }
}
