package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.stream.StreamEnd;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of one streaming call, at the pace of its service. Belongs to a {@link StreamCall}, once that is open;
 * the thread that sends a stream waits here, a publisher's are sent in callbacks. When the call ends, which it does when its
 * client is closed, whatever gives the requests is closed or cancelled.
 */
final class StreamCallRequests<Q extends Message> {
    private final StreamCall<Q, ?> call;

    StreamCallRequests(StreamCall<Q, ?> call) {
        this.call = call;
    }

    /** Sends until there are no more, or the call has ended; what the stream of requests throws ends the call. */
    void sendAll(Stream<Q> requests) {
        AtomicBoolean closed = new AtomicBoolean();
        // Also wakes the one who waits for a further request when the call ends.
        CompletableFuture<?> unused =
                call.over().thenAccept(error -> call.runUserCode(() -> close(requests, error, closed)));
        try {
            requests.sequential().takeWhile(this::send).forEachOrdered(request -> {});
            call.end().halfClose();
        } catch (RuntimeException | Error e) {
            if (call.end().ending() == null) {
                failed(e);
                throw e;
            }
        } finally {
            close(requests, call.error(), closed);
        }
    }

    /** A stream is not made to be closed by two threads. */
    private static void close(Stream<?> requests, @Nullable RpcException reason, AtomicBoolean closed) {
        if (closed.compareAndSet(false, true)) {
            Pipe.closing(reason, requests::close);
        }
    }

    /** Waits for room; false if the call has ended. */
    private boolean send(Q request) {
        try {
            return call.end().send(encoded(request));
        } catch (InterruptedException e) {
            throw call.interrupted("while sending requests of", Delivery.UNKNOWN);
        }
    }

    /** What cannot be sent ends the call. */
    private byte[] encoded(Q request) {
        try {
            call.listeners().request(request);
        } catch (RpcException e) {
            throw call.fail(e.withDelivery(Delivery.RAN));
        }
        byte[] data = MessageCodec.write(request, Encoding.PROTOBUF);
        if (StreamLimits.isTooLarge(data, call.client().transport())) {
            throw call.failing(
                    Code.RESOURCE_EXHAUSTED,
                    StreamLimits.tooLarge(
                            "a request to " + call.subject(),
                            data,
                            call.client().transport()),
                    null);
        }
        return data;
    }

    /** Subscribes to a publisher, and sends what it has; whatever it fails of ends the call. */
    void publish(Flow.Publisher<Q> requests) {
        StreamEnd end = call.end();
        OutgoingSubscriber<Q> subscriber =
                new OutgoingSubscriber<>(end, this::encoded, new SerialExecutor(call.userCode()), failure -> {
                    if (failure == null) {
                        end.halfClose();
                    } else {
                        failed(failure);
                    }
                });
        call.watch(subscriber::changed);
        CompletableFuture<?> unused = call.over().thenAccept(error -> call.runUserCode(() -> subscriber.stop(error)));
        try {
            requests.subscribe(subscriber);
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void failed(Throwable thrown) {
        RpcException unused = call.failing(
                Code.CANCELLED,
                call.method().fullName() + ": its requests have failed: "
                        + thrown.getClass().getName(),
                thrown);
    }

    /** Tells a publisher, and so whoever waits behind it, that nobody will take what it has. */
    static void drop(Flow.Publisher<?> requests, @Nullable RpcException reason) {
        try {
            Pipe.closing(reason, () -> requests.subscribe(new CancellingSubscriber()));
        } catch (RuntimeException | Error e) {
            ServedErrors.logRequests(e);
        }
    }

    /** Wants nothing. */
    private static final class CancellingSubscriber implements Flow.Subscriber<Object> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(Object item) {
            // It was on its way.
        }

        @Override
        public void onError(Throwable throwable) {
            // The call has failed already.
        }

        @Override
        public void onComplete() {
            // As good.
        }
    }
}
