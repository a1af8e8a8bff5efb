package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.transport.Transport;
import io.nats.client.impl.Headers;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends for one call or one event: the bytes of the message, and its headers. Belongs to an {@link OutgoingCall}
 * or an {@link OutgoingEvent}, which encodes the message before others see it; headers may be added by any thread, and go with
 * what is sent after that.
 */
final class OutgoingRequest {
    static final byte[] NOTHING = new byte[0];

    private final RpcMethod<?, ?> method;
    private final boolean askInstance;
    private byte[] data = NOTHING;

    /** Guarded by this. */
    private RpcHeaders headers;

    /** @param askInstance whether the answer is to say which instance it is from */
    OutgoingRequest(RpcMethod<?, ?> method, RpcHeaders headers, boolean askInstance) {
        this.method = method;
        this.headers = headers;
        this.askInstance = askInstance;
    }

    synchronized RpcHeaders headers() {
        return headers;
    }

    synchronized void add(RpcHeaders more) {
        headers = headers.with(more);
    }

    void encode(Message request) {
        data = MessageCodec.write(request, Encoding.PROTOBUF);
    }

    /** Nothing until it is encoded, and if there is no request. */
    byte[] data() {
        return data;
    }

    /**
     * The headers that it is sent with; {@code null} for a plain call.
     *
     * @param protocol adds what the protocol has to say of the call
     */
    @Nullable
    Headers wireHeaders(Consumer<LazyHeaders> protocol) {
        LazyHeaders wire = new LazyHeaders();
        headers().writeTo(wire);
        protocol.accept(wire);
        if (askInstance) {
            wire.put(WireHeaders.INSTANCE, WireHeaders.YES);
        }
        // An unknown field can make protobuf begin as JSON does.
        if (method.requests().looksLikeJson(data)) {
            wire.put(WireHeaders.CONTENT_TYPE, Encoding.PROTOBUF_TYPE);
        }
        return wire.orNull();
    }

    /**
     * Looks whether the server takes a message of this size.
     *
     * @param what what it is, for the error
     * @param subject where it goes
     * @throws RpcException if not
     */
    void checkSize(@Nullable Headers wire, Transport transport, String what, String subject) {
        long size = data.length + (wire == null ? 0L : wire.serializedLength());
        long most = transport.maxPayload();
        if (most > 0 && size > most) {
            throw RpcException.notSent(
                    Code.RESOURCE_EXHAUSTED,
                    what + " " + subject + " has " + size + " bytes, the server takes " + most + " (its max_payload)");
        }
    }
}
