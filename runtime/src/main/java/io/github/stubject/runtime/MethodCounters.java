package io.github.stubject.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The counters behind {@link MethodStats}, added to from any thread. */
final class MethodCounters {
    final LongAdder requests = new LongAdder();
    final LongAdder errors = new LongAdder();
    final LongAdder invalid = new LongAdder();
    final LongAdder rejected = new LongAdder();
    final LongAdder expired = new LongAdder();
    final LongAdder unsafeReplies = new LongAdder();
    final LongAdder withoutReply = new LongAdder();
    final LongAdder unsentReplies = new LongAdder();
    final LongAdder cancelled = new LongAdder();
    final LongAdder processingNanos = new LongAdder();
    private volatile String lastError = "";

    /** Remembers the error that a request was answered with, as the NATS services specification shows it. */
    void lastError(RpcException error) {
        lastError = error.code().httpStatus() + ":" + WireHeaders.clean(error.text());
    }

    /** Starts anew. What is counted at the same time may be lost. */
    void reset() {
        List.of(
                        requests,
                        errors,
                        invalid,
                        rejected,
                        expired,
                        unsafeReplies,
                        withoutReply,
                        unsentReplies,
                        cancelled,
                        processingNanos)
                .forEach(LongAdder::reset);
        lastError = "";
    }

    MethodStats snapshot() {
        return new MethodStats(
                requests.sum(),
                errors.sum(),
                invalid.sum(),
                rejected.sum(),
                expired.sum(),
                unsafeReplies.sum(),
                withoutReply.sum(),
                unsentReplies.sum(),
                cancelled.sum(),
                Duration.ofNanos(processingNanos.sum()),
                lastError);
    }
}
