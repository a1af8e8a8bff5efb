package io.github.stubject.runtime;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The attempts to publish one durable event: how many there were, what is known of them, and whether the stream would still
 * know another one for a duplicate. Used by one thread after the other.
 */
final class PublishAttempts {
    /** What a message may take on its way, beside which it must be in the stream's window for duplicates. */
    private static final long LONGEST_WAY = TimeUnit.SECONDS.toNanos(1);

    private int begun;
    private Delivery before = Delivery.NOT_RUN;
    private long sent;
    /** When the first attempt left of which nobody knows what became of it; {@code null} if there is none. */
    private @Nullable Long firstUnknown;

    private Duration duplicateWindow = StreamLooks.DEFAULT_WINDOW;
    private @Nullable RpcException last;

    /** One more begins. */
    void begin() {
        begun++;
    }

    /** How many have begun. */
    int begun() {
        return begun;
    }

    /** It leaves now. */
    void send() {
        sent = System.nanoTime();
    }

    /** It failed, but another one might not. */
    void failed(RpcException failure) {
        last = failure;
        before = Attempts.both(before, failure.delivery());
        if (failure.delivery() == Delivery.UNKNOWN && firstUnknown == null) {
            firstUnknown = sent;
        }
    }

    /** More is known of the failure of the last one. */
    void explain(RpcException failure) {
        last = failure;
    }

    /** The failure of the last one. */
    RpcException last() {
        return Objects.requireNonNull(last, "there was an attempt");
    }

    /** How long the stream looks for duplicates. */
    void duplicateWindow(Duration window) {
        duplicateWindow = window;
    }

    /** Whether the stream may have forgotten an attempt that it has stored, by the time that another one gets there. */
    boolean isTooLateIn(long nanos) {
        if (firstUnknown == null) {
            return false;
        }
        long window = duplicateWindow.toNanos();
        long most = window - Math.min(window / 4, LONGEST_WAY);
        return System.nanoTime() + nanos - firstUnknown >= most;
    }

    /** The failure of the last one, where it is too late for another. */
    RpcException tooLate() {
        return last().withMore("; it is not published again, as the stream knows duplicates for "
                + duplicateWindow.toMillis() + " ms only (its duplicate_window)");
    }

    /** A failure as that of all: an earlier attempt may have been stored. */
    RpcException ofAll(RpcException failure) {
        return failure.withDelivery(Attempts.both(before, failure.delivery()));
    }
}
