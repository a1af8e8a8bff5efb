package io.github.stubject.runtime;

import com.google.protobuf.Message;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Stands in for the runtime, so that goldens compile. */
public final class ServiceBinding {
    public static <S> Builder builder(RpcService service, Class<S> contract, S implementation) {
        return new Builder();
    }

    public static final class Builder {
        public <Q extends Message, R extends Message> Builder unary(
                RpcMethod<Q, R> method, String javaName, Function<Q, R> handler) {
            return this;
        }

        public <Q extends Message, R extends Message> Builder unaryAsync(
                RpcMethod<Q, R> method, String javaName, Function<Q, CompletableFuture<R>> handler) {
            return this;
        }

        public ServiceBinding build(RpcMethod<?, ?>... methods) {
            return new ServiceBinding();
        }
    }
}
