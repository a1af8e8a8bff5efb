package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.nats.client.NUID;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Publishes the durable events of one client, and holds what they share. Safe for any thread. */
final class DurablePublishing {
    private static final int RADIX = 36;

    private final ClientContext client;
    private final PublishWindow window;
    private final StreamLooks looks;
    private final String idPrefix = NUID.nextGlobal() + ".";
    private final AtomicLong ids = new AtomicLong();

    DurablePublishing(ClientContext client, int window) {
        this.client = client;
        this.window = new PublishWindow(window);
        this.looks = new StreamLooks(JetStreamApi.of(client.transport(), client.calls()));
    }

    ClientContext client() {
        return client;
    }

    StreamLooks looks() {
        return looks;
    }

    /** An id unlike any other, for an event whose retries must not be stored twice. */
    String newId() {
        return idPrefix + Long.toString(ids.incrementAndGet(), RADIX);
    }

    <E extends Message> PublishAck publish(DurableEvent<E> event, E message, PublishOptions options) {
        CallersThread thread = new CallersThread();
        return newPublish(event, message, options, null, thread).await(thread);
    }

    <E extends Message> CompletableFuture<PublishAck> publishAsync(
            DurableEvent<E> event, E message, PublishOptions options) {
        try {
            return newPublish(event, message, options, window, client.callbacks())
                    .submit();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private <E extends Message> DurablePublish newPublish(
            DurableEvent<E> event, E message, PublishOptions options, @Nullable PublishWindow room, Executor executor) {
        Objects.requireNonNull(message, "message");
        Duration asked = options.timeout();
        Duration timeout = asked == null ? RpcMethod.DEFAULT_TIMEOUT : asked;
        OutgoingEvent<E> outgoing = new OutgoingEvent<>(client, event, message, options.headers(), timeout);
        String given = options.messageId();
        String id = given == null ? event.messageIdOf(message) : given;
        return new DurablePublish(this, outgoing, event.streamBehind(client.prefix()), id, options, room, executor);
    }

    /** How many events wait for their ack in the window. */
    int inWindow() {
        return window.taken();
    }
}
