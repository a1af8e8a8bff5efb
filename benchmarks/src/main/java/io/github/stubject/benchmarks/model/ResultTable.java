package io.github.stubject.benchmarks.model;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Results as text: for the terminal, and in Markdown. */
public final class ResultTable {
    private ResultTable() {}

    /** For the terminal: two lines each, the one that is judged above its baseline. */
    public static String plain(List<Result> results) {
        StringBuilder text = new StringBuilder();
        String caseName = "";
        for (Result result : results) {
            if (!result.caseName().equals(caseName)) {
                caseName = result.caseName();
                text.append(String.format(Locale.ROOT, "%n%s: %s, %s%n", result.suite(), caseName, result.unit()));
                text.append(String.format(
                        Locale.ROOT,
                        "  %-34s %36s %26s  %-17s %s%n",
                        "",
                        "median (min to max)",
                        "ratio (min to max)",
                        "goal",
                        "CPU of client, broker, service; allocation"));
            }
            text.append(line(
                    result.oursName(),
                    result.ours(),
                    result.oursSpread(),
                    ratio(result),
                    goal(result),
                    result.oursCosts()));
            text.append(line(
                    "  / " + result.baselineName(),
                    result.baseline(),
                    result.baselineSpread(),
                    "",
                    "",
                    result.baselineCosts()));
        }
        return text.toString();
    }

    /** In Markdown: a row each. */
    public static String markdown(Results results) {
        Environment environment = results.environment();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "JDK %s, nats-server %s, %d cores, %s%s.%n%n",
                environment.jdk(),
                environment.natsServer(),
                environment.cores(),
                environment.date(),
                environment.brief() ? "; few and short rounds, which show nothing" : ""));
        text.append("| suite | case | ours | baseline | ratio (min to max) | goal | CPU of client, broker, service |"
                        + " allocation |\n")
                .append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        for (Result result : results.results()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s: %s %s | %s: %s | %s | %s | %s; %s | %s; %s |%n",
                    result.suite(),
                    result.caseName(),
                    result.oursName(),
                    number(result.ours()),
                    result.unit(),
                    result.baselineName(),
                    number(result.baseline()),
                    ratio(result),
                    goal(result),
                    cpu(result.oursCosts()),
                    cpu(result.baselineCosts()),
                    number(result.oursCosts().allocation()),
                    number(result.baselineCosts().allocation())));
        }
        return text.toString();
    }

    private static String line(
            String name, double median, List<Double> spread, String ratio, String goal, Costs costs) {
        String figure = number(median) + " (" + number(spread.get(0)) + " to " + number(spread.get(1)) + ")";
        return String.format(
                                Locale.ROOT,
                                "  %-34s %36s %26s  %-17s %s%s",
                                name,
                                figure,
                                ratio,
                                goal,
                                costs.client() == null ? "" : cpu(costs) + " µs",
                                costs.allocation() == null ? "" : "; " + number(costs.allocation()) + " B")
                        .stripTrailing()
                + System.lineSeparator();
    }

    private static String ratio(Result result) {
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f to %.2f)",
                result.ratio(),
                result.spread().get(0),
                result.spread().get(1));
    }

    private static String goal(Result result) {
        return result.goal() == null
                ? ""
                : result.goal() + (Objects.equals(result.reached(), true) ? ", reached" : ", missed");
    }

    private static String cpu(Costs costs) {
        return number(costs.client()) + ", " + number(costs.broker()) + ", " + number(costs.service());
    }

    private static String number(@Nullable Double value) {
        if (value == null) {
            return "–";
        }
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
