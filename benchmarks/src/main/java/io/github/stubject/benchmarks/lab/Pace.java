package io.github.stubject.benchmarks.lab;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param warmUp before the first round, of each contender alone; zero if they are as cold as they are
 */
public record Pace(Duration warmUp, int rounds, Duration round) {
    /** gRPC needs the fifteen seconds. */
    private static final Pace NORMAL = new Pace(Duration.ofSeconds(15), 5, Duration.ofSeconds(3));

    private static final Pace BRIEF = new Pace(Duration.ofSeconds(2), 3, Duration.ofMillis(500));

    /** For what runs longer than its warm-up takes. */
    public static Pace of(boolean brief) {
        return brief ? BRIEF : NORMAL;
    }
}
