package io.github.stubject.runtime;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.util.List;

/** Replies as the client sees them. */
final class AnswerReader {
    private AnswerReader() {}

    /**
     * The answer that a reply is.
     *
     * @throws RpcException if it is an error, or is no valid answer
     */
    static <R extends Message> Response<R> read(RpcMethod<?, R> method, InboundMessage reply) {
        RpcException error = ErrorCodec.read(reply);
        if (error != null) {
            throw error;
        }
        PubAck ack = PubAck.of(reply);
        if (ack != null) {
            throw ack.asAnswerOf(method);
        }
        String instance = reply.header(WireHeaders.INSTANCE);
        try {
            boolean declared = reply.header(WireHeaders.CONTENT_TYPE) != null;
            Encoding encoding = declared ? Encoding.of(reply, method.responses()) : Encoding.PROTOBUF;
            R message = method.responses().read(reply.data(), encoding);
            return new Response<>(message, RpcHeaders.of(reply.headers()), instance == null ? "" : instance);
        } catch (InvalidProtocolBufferException | RuntimeException | StackOverflowError e) {
            throw RpcException.ofCall(
                    Code.INTERNAL,
                    "the answer of " + method.fullName() + " is no valid message: " + e.getMessage(),
                    List.of(),
                    Delivery.RAN,
                    e);
        }
    }
}
