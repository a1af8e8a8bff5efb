package io.github.stubject.runtime;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Requests as the host sees them: bytes and headers of anybody who may publish there. */
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
        MessageCodec<Q> codec = method.requests();
        Encoding encoding = Encoding.of(message, codec.jsonByFirstByte());
        try {
            return method.parameters().reconcile(codec.read(message.data(), encoding), subject);
        } catch (InvalidProtocolBufferException e) {
            throw RpcException.refusal(
                    Code.INVALID_ARGUMENT,
                    "the request is no valid " + codec.descriptor().getFullName() + " in " + encoding.text() + ": "
                            + e.getMessage());
        } catch (RpcException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(Level.WARNING, "Could not read a request to " + method, Printable.of(e));
            throw RpcException.refusal(Code.INVALID_ARGUMENT, "the request cannot be read");
        }
    }
}
