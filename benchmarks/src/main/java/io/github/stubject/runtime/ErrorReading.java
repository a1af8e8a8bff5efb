package io.github.stubject.runtime;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.stubject.proto.Status;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An error, with its stack trace, from the reply that it comes as. */
@State(Scope.Thread)
public class ErrorReading {
    private final RpcException error = RpcException.refusal(Code.NOT_FOUND, "there is no parcel 4711");
    private final Headers headers = ErrorCodec.headers(error);
    private final byte[] body = ErrorCodec.body(error, Encoding.PROTOBUF);
    private final InboundMessage reply = new InboundMessage("inbox.1", null, headers, body, null);

    @Benchmark
    public @Nullable Exception ours() {
        return ErrorCodec.read(reply);
    }

    @Benchmark
    public Exception byHand() throws InvalidProtocolBufferException {
        String code = headers.getFirst("Stubject-Code");
        return new IllegalStateException(code + ": " + Status.parseFrom(body).getMessage());
    }
}
