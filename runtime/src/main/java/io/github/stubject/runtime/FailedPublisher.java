package io.github.stubject.runtime;

import java.util.Objects;
import java.util.concurrent.Flow;

/** What a subscriber gets of a call that cannot even be made. */
final class FailedPublisher {
    private static final Flow.Subscription NOTHING = new Flow.Subscription() {
        @Override
        public void request(long n) {
            // There is nothing to have.
        }

        @Override
        public void cancel() {
            // Nor to end.
        }
    };

    private FailedPublisher() {}

    static void fail(Flow.Subscriber<?> subscriber, Throwable failure) {
        Objects.requireNonNull(subscriber, "subscriber");
        subscriber.onSubscribe(NOTHING);
        subscriber.onError(failure);
    }
}
