package io.github.stubject.runtime;

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

    MethodStats snapshot() {
        return new MethodStats(
                requests.sum(),
                errors.sum(),
                invalid.sum(),
                rejected.sum(),
                expired.sum(),
                unsafeReplies.sum(),
                withoutReply.sum(),
                unsentReplies.sum());
    }
}
