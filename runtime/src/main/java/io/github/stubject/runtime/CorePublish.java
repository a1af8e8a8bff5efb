package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.nats.client.impl.Headers;
import java.util.List;
import java.util.Objects;

/** Publishes core events: one message, which nobody answers. Nothing is waited for, so no deadline matters. */
final class CorePublish {
    private static final PublishOptions.Expected NOTHING = new PublishOptions.Expected(null, null, null);

    private CorePublish() {}

    /** As {@link RpcClient#publish(CoreEvent, Message, PublishOptions)}. */
    static <E extends Message> void publish(
            ClientContext client, CoreEvent<E> event, E message, PublishOptions options) {
        Objects.requireNonNull(message, "message");
        if (options.messageId() != null || !options.expected().equals(NOTHING)) {
            throw new IllegalArgumentException(event
                    + " is no durable event: no stream looks at a message id or at what is expected of the last one");
        }
        OutgoingEvent<E> outgoing = new OutgoingEvent<>(client, event, message, options.headers(), CallOptions.LONGEST);
        try {
            outgoing.show();
            send(client, outgoing);
        } catch (RpcException e) {
            outgoing.listeners().end(Outcome.failed(e));
            throw e;
        }
        outgoing.listeners().end(Outcome.answered(RpcHeaders.EMPTY));
    }

    private static void send(ClientContext client, OutgoingEvent<?> outgoing) {
        Headers wire = outgoing.wireHeaders(more -> {});
        outgoing.checkSize(wire);
        if (client.calls().isClosed()) {
            throw RpcException.notSent(Code.UNAVAILABLE, PendingCalls.CLOSED);
        }
        if (!client.transport().isConnected()) {
            throw RpcException.notSent(
                    Code.UNAVAILABLE, "not connected to NATS; " + outgoing.subject() + " was not published");
        }
        try {
            client.transport().publish(outgoing.subject(), null, wire, outgoing.data());
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw RpcException.ofCall(
                    Code.UNAVAILABLE,
                    "the connection did not take the event on " + outgoing.subject() + ": " + e.getMessage(),
                    List.of(),
                    Delivery.NOT_RUN,
                    e);
        }
    }
}
