package io.github.stubject.runtime;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells when something that may happen very often is to be logged: the first time, and then every few seconds, with the
 * number of times. Safe for any thread.
 */
final class SeldomLog {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final AtomicLong unlogged = new AtomicLong();
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /** It has happened once more: how many times since it was logged, if it is to be logged now; else 0. */
    long add() {
        unlogged.incrementAndGet();
        long now = System.nanoTime();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + PAUSE_NANOS) ? rest() : 0;
    }

    /** How many times it has happened since it was logged; they are to be logged now. */
    long rest() {
        return unlogged.getAndSet(0);
    }
}
