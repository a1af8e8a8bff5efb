package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.stream.StreamEnd;
import java.util.List;
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
        return RpcStream.of(new BlockingMessages<>(call.responses()), () -> call.stop("closed by its caller"));
    }

    <Q extends Message, R extends Message> R clientStreaming(
            RpcMethod<Q, R> method, Stream<Q> requests, CallOptions options) {
        StreamCall<Q, R> call = opened(method, requests, options);
        sendAll(call, requests);
        try {
            R only = call.responses().take();
            R more = only == null ? null : call.responses().take();
            return single(call, only, more);
        } catch (InterruptedException e) {
            throw call.interrupted("while waiting for the answer of", Delivery.UNKNOWN);
        }
    }

    private static <R extends Message> R single(StreamCall<?, R> call, @Nullable R only, @Nullable R more) {
        if (only == null || more != null) {
            call.stop("not one answer");
            throw RpcException.ofCall(
                    Code.INTERNAL,
                    call.method().fullName() + " has given " + (only == null ? "no answer" : "more than one answer"),
                    List.of(),
                    Delivery.RAN,
                    null);
        }
        return only;
    }

    /** The requests are sent by another thread, from now on. */
    <Q extends Message, R extends Message> RpcStream<R> bidiStreaming(
            RpcMethod<Q, R> method, Stream<Q> requests, CallOptions options) {
        StreamCall<Q, R> call = opened(method, requests, options);
        Threads.requestSenders().execute(() -> {
            try {
                sendAll(call, requests);
            } catch (RuntimeException e) {
                ServedErrors.logRequests(e);
            }
        });
        return answers(call);
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

    /** Sends until there are no more, or the call has ended; what the stream of requests throws ends the call. */
    private static <Q extends Message> void sendAll(StreamCall<Q, ?> call, Stream<Q> requests) {
        // Also wakes the one who waits for a further request when the call ends.
        CompletableFuture<?> unused = call.over().thenAccept(error -> Pipe.closing(error, requests::close));
        try {
            requests.sequential().takeWhile(request -> sent(call, request)).forEachOrdered(request -> {});
            call.end().halfClose();
        } catch (RuntimeException | Error e) {
            if (call.end().ending() == null) {
                call.fail(e);
                throw e;
            }
        } finally {
            Pipe.closing(call.error(), requests::close);
        }
    }

    private static <Q extends Message> boolean sent(StreamCall<Q, ?> call, Q request) {
        try {
            return call.send(request);
        } catch (InterruptedException e) {
            throw call.interrupted("while sending requests of", Delivery.UNKNOWN);
        }
    }

    /** Cold: each subscription is a call of its own. */
    <Q extends Message, R extends Message> Flow.Publisher<R> serverStreamingAsync(
            RpcMethod<Q, R> method, Q request, CallOptions options) {
        return publisher(() -> new StreamCall<>(client, method, request, options, 0), call -> {});
    }

    <Q extends Message, R extends Message> Flow.Publisher<R> bidiStreamingAsync(
            RpcMethod<Q, R> method, Flow.Publisher<Q> requests, CallOptions options) {
        return publisher(() -> new StreamCall<>(client, method, (Q) null, options, 0), call -> publish(call, requests));
    }

    private interface Sending<Q extends Message, R extends Message> {
        void begin(StreamCall<Q, R> call);
    }

    private <Q extends Message, R extends Message> Flow.Publisher<R> publisher(
            Supplier<StreamCall<Q, R>> calls, Sending<Q, R> sending) {
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
                    call.responses(), new SerialExecutor(call.userCode()), () -> call.stop("cancelled by its caller"));
            call.watch(answers::changed);
            answers.subscribe(subscriber);
            CompletableFuture<?> unused = call.open().thenAccept(sending::begin);
        };
    }

    <Q extends Message, R extends Message> CompletableFuture<R> clientStreamingAsync(
            RpcMethod<Q, R> method, Flow.Publisher<Q> requests, CallOptions options) {
        StreamCall<Q, R> call;
        try {
            call = new StreamCall<>(client, method, null, options, Long.MAX_VALUE);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<R> result = new CompletableFuture<>();
        CompletableFuture<?> unusedEnd =
                call.over().thenAccept(error -> call.userCode().execute(() -> complete(call, result)));
        CompletableFuture<?> unusedCancel = result.whenComplete((value, error) -> call.stop("cancelled by its caller"));
        CompletableFuture<?> unused = call.open().thenAccept(open -> publish(open, requests));
        return result;
    }

    private static <R extends Message> void complete(StreamCall<?, R> call, CompletableFuture<R> result) {
        try {
            MessageSource<R> responses = call.responses();
            RpcException failure = responses.failure();
            if (failure != null) {
                throw failure;
            }
            result.complete(single(call, responses.poll(), responses.poll()));
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private static <Q extends Message> void publish(StreamCall<Q, ?> call, Flow.Publisher<Q> requests) {
        StreamEnd end = call.end();
        OutgoingSubscriber<Q> subscriber =
                new OutgoingSubscriber<>(end, call::encoded, new SerialExecutor(call.userCode()), failure -> {
                    if (failure == null) {
                        end.halfClose();
                    } else {
                        call.fail(failure);
                    }
                });
        call.watch(subscriber::changed);
        CompletableFuture<?> unused = call.over().thenAccept(error -> Pipe.closing(error, subscriber::stop));
        requests.subscribe(subscriber);
    }
}
