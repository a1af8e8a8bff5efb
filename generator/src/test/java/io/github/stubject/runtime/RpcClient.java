package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.nats.client.Connection;
import java.util.concurrent.CompletableFuture;

/** Stands in for the runtime, so that goldens compile. */
public interface RpcClient {
    static RpcClient shared(Connection nats) {
        return null;
    }

    <Q extends Message, R extends Message> R unary(RpcMethod<Q, R> method, Q request, CallOptions options);

    <Q extends Message, R extends Message> CompletableFuture<R> unaryAsync(
            RpcMethod<Q, R> method, Q request, CallOptions options);
}
