package io.github.stubject.runtime;

import com.google.protobuf.Message;
import java.time.Duration;

/** Stands in for the runtime, so that goldens compile. */
public record RpcMethod<Q extends Message, R extends Message>(String subject) {
    public static <Q extends Message, R extends Message> RpcMethod<Q, R> unary(
            RpcService service, String protoName, String subject, Q requestDefault, R responseDefault) {
        return new RpcMethod<>(subject);
    }

    public RpcMethod<Q, R> withQueueGroup(String group) {
        return this;
    }

    public RpcMethod<Q, R> withoutQueueGroup() {
        return this;
    }

    public RpcMethod<Q, R> withTimeout(Duration timeout) {
        return this;
    }

    public RpcMethod<Q, R> withMetadata(String key, String value) {
        return this;
    }
}
