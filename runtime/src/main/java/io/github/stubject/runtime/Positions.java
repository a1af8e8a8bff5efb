package io.github.stubject.runtime;

import java.util.TreeSet;

/** How far one instance has come in a stream, as far as it can know. Guarded by its owner. */
final class Positions {
    /** Others may have handled what failed here, and nobody says so: the oldest are forgotten. */
    private static final int MOST_REMEMBERED = 20_000;

    /** What has come and is not handled. */
    private final TreeSet<Long> begun = new TreeSet<>();

    private long next = 1;

    /** Goes on from a number of the stream, or of another one of its name. */
    void begin(long number) {
        begun.clear();
        next = number;
    }

    void begun(long number) {
        begun.add(number);
        next = Math.max(next, number + 1);
        if (begun.size() > MOST_REMEMBERED) {
            Long unused = begun.pollFirst();
        }
    }

    void ended(long number) {
        begun.remove(number);
    }

    /** The first number that is not known to be handled. */
    long next() {
        return begun.isEmpty() ? next : begun.first();
    }
}
