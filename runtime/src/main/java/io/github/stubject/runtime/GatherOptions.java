package io.github.stubject.runtime;

import java.time.Duration;
import java.util.Objects;

/**
 * When a gathering has enough answers, apart from the deadline of the call. Immutable. Nobody knows how many instances
 * there are, so without a count a gathering goes on until no answer has come for a while.
 */
public final class GatherOptions {
    /** Any number of answers, until none has come for 300 ms. */
    public static final GatherOptions DEFAULT = new GatherOptions(Integer.MAX_VALUE, Duration.ofMillis(300));

    private final int count;
    private final Duration stall;

    private GatherOptions(int count, Duration stall) {
        this.count = count;
        this.stall = stall;
    }

    /**
     * The same with a number of answers that is enough, errors included.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public GatherOptions withCount(int answers) {
        if (answers < 1) {
            throw new IllegalArgumentException("count is " + answers + "; it must be 1 or more");
        }
        return new GatherOptions(answers, stall);
    }

    /**
     * The same with another time to wait for one more answer. The first is waited for until the deadline.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public GatherOptions withStall(Duration stall) {
        if (Objects.requireNonNull(stall, "stall").isNegative() || stall.isZero()) {
            throw new IllegalArgumentException("stall is " + stall + "; it must be positive");
        }
        return new GatherOptions(count, stall);
    }

    /** How many answers are enough. */
    public int count() {
        return count;
    }

    /** How long to wait for one more answer. */
    public Duration stall() {
        return stall;
    }

    @Override
    public String toString() {
        return "GatherOptions[count=" + (count == Integer.MAX_VALUE ? "any" : count) + ", stall=" + stall + "]";
    }
}
