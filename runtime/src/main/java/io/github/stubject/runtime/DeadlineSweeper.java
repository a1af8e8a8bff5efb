package io.github.stubject.runtime;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;

/**
 * Ends what is due, for many that each have a deadline and nearly always end before it: one daemon thread sleeps until the
 * earliest deadline that it knows, then goes through all, and finds the next one. So a deadline costs those who set it a
 * comparison, and nothing when it is not needed any more. It goes through all about once a millisecond at most.
 *
 * <p>The owner keeps what has deadlines, starts this and closes it. Times are of {@link System#nanoTime}.
 */
final class DeadlineSweeper implements AutoCloseable {
    /** From now on no deadline, as far as anybody can wait. */
    static final long NEVER_NANOS = Long.MAX_VALUE / 2;

    /** After a failure. */
    static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final LongUnaryOperator sweep;
    private final Thread thread;
    /** The earliest deadline that is known. */
    private final AtomicLong next;

    /** Used by the thread alone. */
    private long notBefore;

    private volatile boolean closed;

    /**
     * One that knows no deadline yet.
     *
     * @param sweep given the time, ends all that is due and returns the earliest deadline of the rest, or that time and {@link
     *     #NEVER_NANOS}; called on the thread, must not throw or block
     */
    DeadlineSweeper(String name, LongUnaryOperator sweep, long now) {
        this.sweep = sweep;
        this.next = new AtomicLong(now + NEVER_NANOS);
        this.notBefore = now;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Says that there is a deadline, once a sweep would find it. */
    void expect(long deadline) {
        if (lowerTo(deadline)) {
            LockSupport.unpark(thread);
        }
    }

    private boolean lowerTo(long deadline) {
        long known = next.get();
        while (deadline - known < 0) {
            if (next.compareAndSet(known, deadline)) {
                return true;
            }
            known = next.get();
        }
        return false;
    }

    private void run() {
        while (!closed) {
            long wait = sweepIfDue(System.nanoTime());
            if (wait > 0) {
                LockSupport.parkNanos(this, wait);
                // Or it could never sleep again.
                boolean unused = Thread.interrupted();
            }
        }
    }

    /** Sweeps if it is time to. @return how long to wait until it is, 0 if that is to be asked anew */
    long sweepIfDue(long now) {
        long wait = Math.max(next.get() - now, notBefore - now);
        if (wait > 0) {
            return wait;
        }
        notBefore = now + LEAST_PAUSE_NANOS;
        // Before the sweep: whoever comes too late for it to be found finds this, and says so.
        next.set(now + NEVER_NANOS);
        long earliest;
        try {
            earliest = sweep.applyAsLong(now);
        } catch (RuntimeException | Error e) { // there is no memory: nothing else may throw
            earliest = now + AGAIN_NANOS;
        }
        boolean unused = lowerTo(earliest);
        return 0;
    }

    /** Ends the thread. What is left is the owner's to end. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
