package io.github.stubject.runtime;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/** Waiting for something that a lock guards. */
final class TimedWait {
    private TimedWait() {}

    /**
     * Waits until it is so; whether that came within the time.
     *
     * @param changed of the lock; signalled when it may have come to be so
     * @param reached asked with the lock
     */
    static boolean until(BooleanSupplier reached, Lock lock, Condition changed, long nanos)
            throws InterruptedException {
        long left = nanos;
        lock.lock();
        try {
            while (!reached.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
