package io.github.stubject.runtime;

import com.google.protobuf.Message;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Stream;

/** An implementation's streaming method, blocking or not, as a host runs it. */
interface StreamHandler<Q extends Message, R extends Message> {
    /** Whether it holds its thread until the call has ended. */
    boolean isBlocking();

    /** Runs the method, and sees to it that the call is completed, now or later, once. */
    void handle(ServedStream<Q, R> call) throws Exception;

    /** What blocks its thread. */
    interface Blocking<Q extends Message, R extends Message> extends StreamHandler<Q, R> {
        @Override
        default boolean isBlocking() {
            return true;
        }
    }

    /** What does not. */
    interface Async<Q extends Message, R extends Message> extends StreamHandler<Q, R> {
        @Override
        default boolean isBlocking() {
            return false;
        }
    }

    static <Q extends Message, R extends Message> StreamHandler<Q, R> serverStreaming(Function<Q, Stream<R>> method) {
        return (Blocking<Q, R>) call -> call.responses().sendAll(method.apply(call.request()));
    }

    static <Q extends Message, R extends Message> StreamHandler<Q, R> clientStreaming(Function<Stream<Q>, R> method) {
        return (Blocking<Q, R>) call -> {
            call.accept();
            try (Stream<Q> requests = call.requests().stream()) {
                call.responses().sendOnly(method.apply(requests));
            }
        };
    }

    static <Q extends Message, R extends Message> StreamHandler<Q, R> bidiStreaming(
            Function<Stream<Q>, Stream<R>> method) {
        return (Blocking<Q, R>) call -> {
            call.accept();
            try (Stream<Q> requests = call.requests().stream()) {
                call.responses().sendAll(method.apply(requests));
            }
        };
    }

    static <Q extends Message, R extends Message> StreamHandler<Q, R> serverStreamingAsync(
            Function<Q, Flow.Publisher<R>> method) {
        return (Async<Q, R>) call -> call.responses().publish(method.apply(call.request()));
    }

    static <Q extends Message, R extends Message> StreamHandler<Q, R> clientStreamingAsync(
            Function<Flow.Publisher<Q>, CompletableFuture<R>> method) {
        return (Async<Q, R>) call -> {
            call.accept();
            call.responses().publishOnly(method.apply(call.requests().publisher()));
        };
    }

    static <Q extends Message, R extends Message> StreamHandler<Q, R> bidiStreamingAsync(
            Function<Flow.Publisher<Q>, Flow.Publisher<R>> method) {
        return (Async<Q, R>) call -> {
            call.accept();
            call.responses().publish(method.apply(call.requests().publisher()));
        };
    }
}
