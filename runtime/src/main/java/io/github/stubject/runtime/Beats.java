package io.github.stubject.runtime;

import java.time.Duration;

/** How often the two sides of streams give each other a sign of life; the same on both. */
final class Beats {
    /** The time from one to the next, unless a test wants less. */
    static final Duration EVERY = Duration.ofSeconds(1);

    /** After how many that do not come the other side counts as dead. */
    static final int MOST_MISSED = 4;

    private Beats() {}
}
