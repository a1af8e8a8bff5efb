package io.github.stubject.runtime;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The counters behind {@link SubscriptionStats}, added to from any thread. */
final class SubscriptionCounters {
    final LongAdder received = new LongAdder();
    final LongAdder handled = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder lost = new LongAdder();
    final LongAdder redelivered = new LongAdder();
    final LongAdder deadLetters = new LongAdder();

    /** Starts anew. What is counted at the same time may be lost. */
    void reset() {
        List.of(received, handled, failed, lost, redelivered, deadLetters).forEach(LongAdder::reset);
    }

    SubscriptionStats snapshot(EventMethod<?> event, String subject, @Nullable String consumer) {
        return new SubscriptionStats(
                event,
                subject,
                consumer,
                received.sum(),
                handled.sum(),
                failed.sum(),
                lost.sum(),
                redelivered.sum(),
                deadLetters.sum());
    }
}
