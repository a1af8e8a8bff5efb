package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.nats.client.impl.Headers;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes the replies of one instance. Immutable. */
final class ReplyFactory {
    private final String instance;
    private final long maxPayload;

    ReplyFactory(String instance, long maxPayload) {
        this.instance = instance;
        this.maxPayload = maxPayload;
    }

    /** A reply, ready to be published. */
    record Reply(@Nullable Headers headers, byte[] data) {
        long size() {
            return data.length + (headers == null ? 0L : headers.serializedLength());
        }
    }

    /**
     * An answer in the encoding of its request, with more headers.
     *
     * @throws RpcException if the server would not take it
     */
    Reply answer(RpcMethod<?, ?> method, InboundMessage request, Message response, RpcHeaders more, Encoding encoding) {
        LazyHeaders headers = new LazyHeaders();
        more.writeTo(headers);
        declare(request, encoding, headers::put);
        Reply reply = new Reply(headers.orNull(), MessageCodec.write(response, encoding));
        if (isTooLarge(reply)) {
            throw new RpcException(
                    Code.RESOURCE_EXHAUSTED,
                    "the answer of " + method.fullName() + " has " + reply.size() + " bytes, the server takes "
                            + maxPayload + " (its max_payload)");
        }
        return reply;
    }

    /**
     * An error in the encoding of its request, if that is known here; without its headers and details if they make it too
     * large.
     */
    Reply error(InboundMessage request, RpcException error, Encoding wanted) {
        Encoding encoding = wanted == Encoding.JSON && JsonCodec.installed() == null ? Encoding.PROTOBUF : wanted;
        Headers headers = ErrorCodec.headers(error);
        declare(request, encoding, headers::put);
        Reply reply = new Reply(headers, ErrorCodec.body(error, encoding));
        if (!isTooLarge(reply)) {
            return reply;
        }
        RpcException shorter = error.withoutExtras(WireHeaders.clean(error.text()));
        Headers least = ErrorCodec.headers(shorter);
        declare(request, encoding, least::put);
        return new Reply(least, ErrorCodec.body(shorter, encoding));
    }

    private boolean isTooLarge(Reply reply) {
        return maxPayload > 0 && reply.size() > maxPayload;
    }

    private void declare(InboundMessage request, Encoding encoding, BiConsumer<String, String> headers) {
        if (encoding == Encoding.JSON) {
            headers.accept(WireHeaders.CONTENT_TYPE, Encoding.JSON_TYPE);
        }
        if (request.header(WireHeaders.INSTANCE) != null) {
            headers.accept(WireHeaders.INSTANCE, instance);
        }
    }
}
