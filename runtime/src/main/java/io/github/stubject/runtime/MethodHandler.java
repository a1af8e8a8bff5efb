package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.transport.InboundMessage;

/** An implementation's method of any kind, as a host takes calls up for it. */
sealed interface MethodHandler<Q extends Message, R extends Message> {
    /** A call of the method, to be run on its executor. */
    TakenCall take(HostedMethod<Q, R> hosted, InboundMessage message, String called, Admission.Place place);

    /** Whether a call holds its thread until it has ended. */
    boolean isBlocking();

    /** One request, one response. */
    record Unary<Q extends Message, R extends Message>(UnaryHandler<Q, R> handler, boolean isBlocking)
            implements MethodHandler<Q, R> {
        @Override
        public TakenCall take(HostedMethod<Q, R> hosted, InboundMessage message, String called, Admission.Place place) {
            return new ServedRequest<>(hosted, handler, message, called, place);
        }
    }

    /** Many of them on one side or both. */
    record Streaming<Q extends Message, R extends Message>(StreamHandler<Q, R> handler) implements MethodHandler<Q, R> {
        @Override
        public TakenCall take(HostedMethod<Q, R> hosted, InboundMessage message, String called, Admission.Place place) {
            return new ServedStream<>(hosted, handler, message, called, place);
        }

        @Override
        public boolean isBlocking() {
            return handler.isBlocking();
        }
    }
}
