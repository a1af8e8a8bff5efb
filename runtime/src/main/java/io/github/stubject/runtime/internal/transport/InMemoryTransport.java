package io.github.stubject.runtime.internal.transport;

import io.nats.client.impl.Headers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A connection to an {@link InMemoryBroker}: always connected, and never closed before its users are. */
final class InMemoryTransport implements Transport {
    private final InMemoryBroker broker;

    InMemoryTransport(InMemoryBroker broker) {
        this.broker = broker;
    }

    @Override
    public SubscriptionGroup newSubscriptionGroup() {
        return new InMemoryGroup(broker);
    }

    @Override
    public void publish(String subject, @Nullable String replyTo, @Nullable Headers headers, byte[] data) {
        broker.publish(subject, replyTo, headers, data);
    }

    @Override
    public void flush(Duration limit) {
        // Publishing has already delivered.
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public long maxPayload() {
        return InMemoryBroker.MAX_PAYLOAD;
    }

    @Override
    public boolean hearsItself() {
        return true;
    }

    @Override
    public String newInbox() {
        return broker.newInbox();
    }

    @Override
    public Runnable onDisconnect(Runnable action) {
        return () -> {};
    }

    @Override
    public Runnable onClose(Runnable action) {
        // There is nothing to be cut off from.
        return () -> {};
    }
}
