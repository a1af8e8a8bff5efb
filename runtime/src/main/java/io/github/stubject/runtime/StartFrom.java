package io.github.stubject.runtime;

import java.time.Instant;
import java.util.Objects;

/** Where in a stream a consumer begins, when it is made. */
public sealed interface StartFrom {
    /** With what is published from now on. */
    static StartFrom newEvents() {
        return new New();
    }

    /** With the oldest that the stream keeps. */
    static StartFrom allEvents() {
        return new All();
    }

    /** With the first that was stored at this time or later. */
    static StartFrom time(Instant time) {
        return new Time(Objects.requireNonNull(time, "time"));
    }

    /**
     * With this number of the stream, or the next that is there.
     *
     * @param sequence 1 or more
     */
    static StartFrom sequence(long sequence) {
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence is " + sequence + "; it must be 1 or more");
        }
        return new Sequence(sequence);
    }

    /** See {@link #newEvents}. */
    record New() implements StartFrom {}

    /** See {@link #allEvents}. */
    record All() implements StartFrom {}

    /** See {@link #time}. */
    record Time(Instant time) implements StartFrom {}

    /** See {@link #sequence}. */
    record Sequence(long sequence) implements StartFrom {}
}
