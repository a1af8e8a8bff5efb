package io.github.stubject.runtime;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when a failed call is sent once more: at most three attempts within 300 ms, inside the deadline, and only as
 * long as the budget lasts. Each answered call pays a tenth of a retry into the budget, which starts full; so retries add a
 * tenth to the load at most, and in an outage end with what was saved. One for each client; safe for any thread.
 */
final class RetryPolicy {
    private static final int MOST_ATTEMPTS = 3;

    /** The longest pause before the second and the third attempt; the shortest is half of it. */
    private static final long[] PAUSES_MS = {50, 250};

    private static final int RETRY = 10;
    private static final int ANSWER = 1;
    private static final int FULL = 100 * RETRY;

    private static final long FIRST_LASTING_PAUSE_MS = 50;
    private static final long LONGEST_LASTING_PAUSE_MS = 1000;

    private final AtomicInteger budget = new AtomicInteger(FULL);

    /** A call was answered: not refused, and not by an error. */
    void answered() {
        if (budget.get() < FULL) {
            budget.updateAndGet(now -> Math.min(FULL, now + ANSWER));
        }
    }

    /**
     * How long to wait before the next attempt; {@code null} if there is to be none.
     *
     * @param attempts how many there have been
     * @param left what is left of the call's time
     */
    @Nullable
    Duration pauseAfter(int attempts, RpcException failure, boolean idempotent, Duration left) {
        if (attempts >= MOST_ATTEMPTS || !isWorthRetrying(failure, idempotent)) {
            return null;
        }
        long most = PAUSES_MS[attempts - 1];
        Duration pause = Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
        return pause.compareTo(left) < 0 && isPaid() ? pause : null;
    }

    /** Overload and absence pass, and another instance may answer; what else fails would fail again. */
    private static boolean isWorthRetrying(RpcException failure, boolean idempotent) {
        return switch (failure.code()) {
            case UNAVAILABLE -> idempotent || failure.delivery() == Delivery.NOT_RUN;
            case RESOURCE_EXHAUSTED -> failure.delivery() == Delivery.NOT_RUN;
            default -> false;
        };
    }

    /**
     * How long to wait before the next attempt of something that is worth trying as long as there is time: of what is stored
     * once however often it is sent, and whose number outstanding is bounded. Doubles up to a second, with jitter.
     */
    static Duration lastingPauseAfter(int attempts) {
        long most = Math.min(LONGEST_LASTING_PAUSE_MS, FIRST_LASTING_PAUSE_MS << Math.min(attempts - 1, 10));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    private boolean isPaid() {
        return budget.getAndUpdate(now -> now >= RETRY ? now - RETRY : now) >= RETRY;
    }
}
