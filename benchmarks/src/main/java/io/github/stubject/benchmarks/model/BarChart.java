package io.github.stubject.benchmarks.model;

import java.util.List;
import java.util.Locale;

/**
 * Ratios as bars against their goals, as an SVG: all goals are at the same line, and ratios without goal are drawn against 1. What
 * goes far beyond is cut off. The same results give the same text.
 */
public final class BarChart {
    private static final int WIDTH = 900;
    private static final int ROW = 30;
    private static final int BAR = 16;
    private static final int TOP = 44;
    private static final int LEFT = 420;
    private static final int RIGHT = 120;

    /** In goals. */
    private static final double LONGEST = 2;

    private static final int GOAL = LEFT + (int) ((WIDTH - LEFT - RIGHT) / LONGEST);

    private static final String REACHED = "#2e7d5b";
    private static final String MISSED = "#b3553a";
    private static final String WITHOUT_GOAL = "#6b7a8f";

    private final String title;
    private final List<Result> results;
    private final StringBuilder text = new StringBuilder();

    private BarChart(String title, List<Result> results) {
        this.title = title;
        this.results = results;
    }

    /** Draws the results from top to bottom. */
    public static String of(String title, List<Result> results) {
        return new BarChart(title, results).draw();
    }

    private String draw() {
        int height = TOP + ROW * results.size() + 14;
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, height);
        line("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
        line("<text x=\"12\" y=\"22\" font-size=\"15\">%s</text>", escaped(title));
        line("<line x1=\"%1$d\" y1=\"%2$d\" x2=\"%1$d\" y2=\"%3$d\" stroke=\"#999999\"/>", GOAL, TOP - 4, height - 10);
        line("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#666666\">goal</text>", GOAL, TOP - 8);
        for (int i = 0; i < results.size(); i++) {
            row(results.get(i), TOP + ROW * i);
        }
        line("</svg>");
        return text.toString();
    }

    private void row(Result result, int y) {
        int middle = y + ROW / 2;
        line("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LEFT - 8, middle - 2, escaped(result.caseName()));
        line(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" font-size=\"10\" fill=\"#666666\">%s</text>",
                LEFT - 8, middle + 10, escaped(result.oursName() + " / " + result.baselineName()));
        line(
                "<rect x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\" fill=\"%s\"/>",
                LEFT, middle - BAR / 2, number(length(result)), BAR, colour(result));
        line("<text x=\"%s\" y=\"%d\">%s</text>", number(LEFT + length(result) + 6), middle + 4, label(result));
    }

    private static double length(Result result) {
        return Math.min(result.ratio() / limit(result), LONGEST) * (GOAL - LEFT);
    }

    /** What of the ratio is at the line. */
    private static double limit(Result result) {
        if (result.goal() == null) {
            return 1;
        }
        Goal goal = Goal.parse(result.goal());
        return goal.kind() == Goal.Kind.DIFFERENCE_AT_MOST ? 1 : goal.limit();
    }

    private static String label(Result result) {
        String ratio = String.format(Locale.ROOT, "%.2f", result.ratio());
        return result.goal() == null ? ratio : ratio + " (" + result.goal() + ")";
    }

    private static String colour(Result result) {
        Boolean reached = result.reached();
        if (reached == null) {
            return WITHOUT_GOAL;
        }
        return reached ? REACHED : MISSED;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
