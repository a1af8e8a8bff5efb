package io.github.stubject.runtime;

import com.google.protobuf.Message;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the streaming calls of one client, blocking and not. */
final class StreamingCalls {
    private final ClientContext client;

    StreamingCalls(ClientContext client) {
        this.client = client;
    }

    <Q extends Message, R extends Message> RpcStream<R> serverStreaming(
            RpcMethod<Q, R> method, Q request, CallOptions options) {
        return answers(new StreamCall<>(client, method, request, options, Long.MAX_VALUE).openAndWait());
    }

    private static <R extends Message> RpcStream<R> answers(StreamCall<?, R> call) {
        return RpcStream.of(
                new BlockingMessages<>(call.responses()),
                () -> call.stop("closed by its caller"),
                call::responseHeaders);
    }

    <Q extends Message, R extends Message> R clientStreaming(
            RpcMethod<Q, R> method, Stream<Q> requests, CallOptions options) {
        StreamCall<Q, R> call = opened(method, requests, options);
        call.requests().sendAll(requests);
        try {
            MessageSource<R> answers = call.responses();
            R only = answers.take();
            return single(call, only, only == null ? null : answers.take());
        } catch (InterruptedException e) {
            throw call.interrupted("while waiting for the answer of", Delivery.UNKNOWN);
        }
    }

    private static <R extends Message> R single(StreamCall<?, R> call, @Nullable R only, @Nullable R more) {
        if (only == null || more != null) {
            throw call.notOneAnswer(only == null ? "no answer" : "more than one answer");
        }
        return only;
    }

    /** The requests are sent by another thread, from now on. */
    <Q extends Message, R extends Message> RpcStream<R> bidiStreaming(
            RpcMethod<Q, R> method, Stream<Q> requests, CallOptions options) {
        StreamCall<Q, R> call = opened(method, requests, options);
        RpcStream<R> answers = answers(call);
        Threads.requestSenders()
                .execute(() -> call.runUserCode(() -> {
                    try {
                        call.requests().sendAll(requests);
                    } catch (RuntimeException | Error e) {
                        ServedErrors.logRequests(e);
                    }
                }));
        return answers;
    }

    private <Q extends Message, R extends Message> StreamCall<Q, R> opened(
            RpcMethod<Q, R> method, Stream<Q> requests, CallOptions options) {
        try {
            return new StreamCall<>(client, method, null, options, Long.MAX_VALUE).openAndWait();
        } catch (RpcException e) {
            Pipe.closing(e, requests::close);
            throw e;
        }
    }

    /** Cold: each subscription is a call of its own. */
    <Q extends Message, R extends Message> Flow.Publisher<R> serverStreamingAsync(
            RpcMethod<Q, R> method, Q request, CallOptions options) {
        return publisher(
                () -> new StreamCall<>(client, method, Objects.requireNonNull(request, "request"), options, 0), null);
    }

    <Q extends Message, R extends Message> Flow.Publisher<R> bidiStreamingAsync(
            RpcMethod<Q, R> method, Flow.Publisher<Q> requests, CallOptions options) {
        return publisher(
                () -> {
                    Objects.requireNonNull(requests, "requests");
                    return new StreamCall<>(client, method, (Q) null, options, 0);
                },
                requests);
    }

    private <Q extends Message, R extends Message> Flow.Publisher<R> publisher(
            Supplier<StreamCall<Q, R>> calls, Flow.@Nullable Publisher<Q> requests) {
        return subscriber -> {
            Objects.requireNonNull(subscriber, "subscriber");
            StreamCall<Q, R> call;
            try {
                call = calls.get();
            } catch (RuntimeException e) {
                FailedPublisher.fail(subscriber, e);
                return;
            }
            PollingPublisher<R> answers = new PollingPublisher<>(
                    call.responses(),
                    new SerialExecutor(call.userCode()),
                    () -> call.stop("cancelled by its caller"),
                    call::subscriberFailed);
            call.watch(answers::changed);
            answers.subscribe(subscriber);
            open(call, requests);
        };
    }

    /** Opens the call and then sends what is published; nothing if there is no publisher. */
    private static <Q extends Message> void open(StreamCall<Q, ?> call, Flow.@Nullable Publisher<Q> requests) {
        var opened = call.open();
        if (requests != null) {
            CompletableFuture<?> unused = opened.whenComplete((open, failure) -> call.runUserCode(() -> {
                if (failure == null) {
                    call.requests().publish(requests);
                } else {
                    StreamCallRequests.drop(requests, failure instanceof RpcException error ? error : null);
                }
            }));
        }
    }

    <Q extends Message, R extends Message> CompletableFuture<R> clientStreamingAsync(
            RpcMethod<Q, R> method, Flow.Publisher<Q> requests, CallOptions options) {
        StreamCall<Q, R> call;
        try {
            Objects.requireNonNull(requests, "requests");
            call = new StreamCall<>(client, method, null, options, Long.MAX_VALUE);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<R> result = new CompletableFuture<>();
        CompletableFuture<?> unusedEnd =
                call.over().thenAccept(error -> call.userCode().execute(() -> complete(call, result)));
        CompletableFuture<?> unusedCancel = result.whenComplete((value, error) -> call.stop("cancelled by its caller"));
        open(call, requests);
        return result;
    }

    private static <R extends Message> void complete(StreamCall<?, R> call, CompletableFuture<R> result) {
        try {
            MessageSource<R> answers = call.responses();
            R only = answers.poll();
            R more = only == null ? null : answers.poll();
            RpcException failure = answers.failure();
            if (failure != null) {
                throw failure;
            }
            result.complete(single(call, only, more));
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }
}
