package io.github.stubject.runtime;

import com.google.protobuf.Message;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An implementation's method, blocking or not, as a host runs it. */
@FunctionalInterface
interface UnaryHandler<Q extends Message, R extends Message> {
    /** Runs the method; calls the consumer once, with its result or its failure, on any thread. Does not throw. */
    void handle(Q request, BiConsumer<@Nullable R, @Nullable Throwable> completion);

    static <Q extends Message, R extends Message> UnaryHandler<Q, R> blocking(Function<Q, R> method) {
        return (request, completion) -> {
            R response;
            try {
                response = method.apply(request);
            } catch (Throwable e) {
                completion.accept(null, e);
                return;
            }
            completion.accept(response, null);
        };
    }

    static <Q extends Message, R extends Message> UnaryHandler<Q, R> async(Function<Q, CompletableFuture<R>> method) {
        return (request, completion) -> {
            CompletableFuture<R> future;
            try {
                future = method.apply(request);
            } catch (Throwable e) {
                completion.accept(null, e);
                return;
            }
            if (future == null) {
                completion.accept(null, null);
            } else {
                CompletableFuture<R> unusedEnd = future.whenComplete(completion);
                if (!future.isDone()) {
                    Runnable unused = CallContext.current().onCancel(() -> future.cancel(true));
                }
            }
        };
    }
}
