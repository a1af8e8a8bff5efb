package io.github.stubject.runtime;

import com.google.protobuf.Message;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the implementation of one stream gives, at the pace of its caller, and completes the call. Belongs to a {@link
 * ServedStream}; a blocking implementation's thread waits here, others go on in callbacks. When the call ends, sending stops.
 */
final class ServedStreamResponses<R extends Message> {
    private final ServedStream<?, R> call;

    ServedStreamResponses(ServedStream<?, R> call) {
        this.call = call;
    }

    /** Sends all that a stream has. */
    void sendAll(@Nullable Stream<R> responses) {
        try (Stream<R> all = checked(responses)) {
            call.accept();
            all.sequential().forEachOrdered(this::sendOrStop);
        } catch (StreamOverException e) {
            // The call has ended; what comes of that is seen to below.
        }
        call.complete(null);
    }

    /** Sends the only one. */
    void sendOnly(@Nullable R response) {
        try {
            sendOrStop(checked(response));
        } catch (StreamOverException e) {
            // The call has ended; what comes of that is seen to below.
        }
        call.complete(null);
    }

    private static <T> T checked(@Nullable T given) {
        if (given == null) {
            throw new IllegalStateException("the implementation returned null");
        }
        return given;
    }

    private void sendOrStop(R response) {
        byte[] data = encoded(response);
        try {
            if (!call.slot().end().send(data)) {
                throw new StreamOverException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (call.isEnded()) {
                throw new StreamOverException();
            }
            throw new IllegalStateException("interrupted while sending an answer", e);
        }
    }

    private byte[] encoded(R response) {
        call.listeners().response(response);
        byte[] data = MessageCodec.write(response, call.replies().encoding());
        HostedMethod<?, R> hosted = call.hosted();
        if (StreamLimits.isTooLarge(data, hosted.host().transport())) {
            throw new RpcException(
                    Code.RESOURCE_EXHAUSTED,
                    StreamLimits.tooLarge(
                            "an answer of " + hosted.method().fullName(),
                            data,
                            hosted.host().transport()));
        }
        return data;
    }

    /** Sends all that a publisher has. */
    void publish(Flow.@Nullable Publisher<R> responses) {
        call.accept();
        OutgoingSubscriber<R> subscriber = sender();
        checked(responses).subscribe(subscriber);
    }

    private OutgoingSubscriber<R> sender() {
        OutgoingSubscriber<R> subscriber = new OutgoingSubscriber<>(
                call.slot().end(), this::encoded, new SerialExecutor(call::callUserCode), call::complete);
        call.slot().watch(subscriber::changed);
        call.onStop(() -> subscriber.stop(null));
        return subscriber;
    }

    /** Sends what a future gets. */
    void publishOnly(@Nullable CompletableFuture<R> response) {
        CompletableFuture<R> future = checked(response);
        call.onStop(() -> future.cancel(true));
        CompletableFuture<?> unused = future.whenComplete((value, failure) -> {
            if (failure != null) {
                call.complete(failure);
            } else if (value == null) {
                call.complete(new IllegalStateException("the implementation returned null"));
            } else {
                sendWhenAllowed(value);
            }
        });
    }

    /** No thread waits until the caller allows it. */
    private void sendWhenAllowed(R response) {
        OutgoingSubscriber<R> subscriber = sender();
        subscriber.onNext(response);
        subscriber.onComplete();
    }

    /** Ends the sending of a stream whose call has ended. */
    private static final class StreamOverException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private StreamOverException() {
            super(null, null, false, false);
        }
    }
}
