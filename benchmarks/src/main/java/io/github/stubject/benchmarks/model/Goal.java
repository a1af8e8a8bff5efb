package io.github.stubject.benchmarks.model;

import java.util.Locale;

/** What a comparison must reach. */
public record Goal(Kind kind, double limit) {
    /** What is compared with the limit. */
    public enum Kind {
        RATIO_AT_LEAST("≥ "),
        RATIO_AT_MOST("≤ "),
        /** Ours less the baseline, in the unit of the figures. */
        DIFFERENCE_AT_MOST("≤ +");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }
    }

    public static Goal atLeast(double ratio) {
        return new Goal(Kind.RATIO_AT_LEAST, ratio);
    }

    public static Goal atMost(double ratio) {
        return new Goal(Kind.RATIO_AT_MOST, ratio);
    }

    public static Goal atMostMore(double difference) {
        return new Goal(Kind.DIFFERENCE_AT_MOST, difference);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Goal parse(String text) {
        // The longest sign first: one begins with another.
        for (Kind kind : new Kind[] {Kind.DIFFERENCE_AT_MOST, Kind.RATIO_AT_MOST, Kind.RATIO_AT_LEAST}) {
            if (text.startsWith(kind.sign)) {
                return new Goal(kind, Double.parseDouble(text.substring(kind.sign.length())));
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" is no goal");
    }

    /** Whether medians reach it. */
    public boolean isReachedBy(double ratio, double difference) {
        return switch (kind) {
            case RATIO_AT_LEAST -> ratio >= limit;
            case RATIO_AT_MOST -> ratio <= limit;
            case DIFFERENCE_AT_MOST -> difference <= limit;
        };
    }

    /** Whether more is better. */
    public boolean isAtLeast() {
        return kind == Kind.RATIO_AT_LEAST;
    }

    @Override
    public String toString() {
        String number = limit == Math.rint(limit) ? String.format(Locale.ROOT, "%.1f", limit) : Double.toString(limit);
        return kind.sign + number;
    }
}
