package io.github.stubject.runtime;

import java.util.concurrent.CompletableFuture;

/** Publishes the events of one client. */
final class EventPublishing {
    private EventPublishing() {}

    static CompletableFuture<PublishAck> notYet(EventMethod<?> event) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException(event + " cannot be published yet"));
    }
}
