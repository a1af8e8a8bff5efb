package io.github.stubject.runtime;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Requests and events as the host sees them: bytes and headers of anybody who may publish there. */
final class RequestReader {
    private static final System.Logger LOG = System.getLogger(ServiceHost.class.getName());

    private RequestReader() {}

    /**
     * How long the caller waits from the moment it sends.
     *
     * @throws RpcException if what it says is no whole number
     */
    static Duration timeout(InboundMessage message) {
        String header = message.header(WireHeaders.TIMEOUT_MS);
        if (header == null) {
            return RpcMethod.DEFAULT_TIMEOUT;
        }
        try {
            long millis = Long.parseLong(header);
            return Duration.ofMillis(Math.max(0, Math.min(millis, CallOptions.LONGEST.toMillis())));
        } catch (NumberFormatException e) {
            throw RpcException.refusal(
                    Code.INVALID_ARGUMENT,
                    WireHeaders.TIMEOUT_MS + " is \"" + WireHeaders.clean(header) + "\", not a whole number");
        }
    }

    /**
     * The request, agreed with the subject that was called.
     *
     * @throws RpcException if it is none
     */
    static <Q extends Message> Q read(RpcMethod<Q, ?> method, InboundMessage message, String subject) {
        return read(method, message, request -> method.parameters().reconcile(request, subject), "request");
    }

    /**
     * The event, agreed with the subject that it came on.
     *
     * @throws RpcException if it is none
     */
    static <E extends Message> E read(EventMethod<E> event, InboundMessage message) {
        if (message.header(WireHeaders.SERVICE_ERROR_CODE) != null) {
            // Its payload is empty, and would do for an event in which nothing is set.
            throw RpcException.refusal(Code.INVALID_ARGUMENT, "the message is a status or an error, and no event");
        }
        return read(event.method(), message, read -> event.reconcile(read, message.subject()), "message");
    }

    private static <Q extends Message> Q read(
            RpcMethod<Q, ?> method, InboundMessage message, UnaryOperator<Q> reconcile, String what) {
        MessageCodec<Q> codec = method.requests();
        Encoding encoding = Encoding.of(message, codec);
        try {
            return reconcile.apply(codec.read(message.data(), encoding));
        } catch (InvalidProtocolBufferException e) {
            throw RpcException.refusal(
                    Code.INVALID_ARGUMENT,
                    "the " + what + " is no valid " + codec.descriptor().getFullName() + " in " + encoding.text() + ": "
                            + e.getMessage());
        } catch (RpcException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(Level.WARNING, "Could not read a " + what + " to " + method, Printable.of(e));
            throw RpcException.refusal(Code.INVALID_ARGUMENT, "the " + what + " cannot be read");
        }
    }
}
