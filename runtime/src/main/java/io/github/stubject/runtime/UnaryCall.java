package io.github.stubject.runtime;

import com.google.protobuf.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call with one answer, with all its attempts: either {@link #await} blocks the caller's thread for it, or
 * {@link #submit} goes on in callbacks.
 */
final class UnaryCall<R extends Message> extends OutgoingCall {
    private final RpcMethod<?, R> method;
    private int attempts;
    private boolean absent;
    /** What is known of the attempts that failed before the last one. */
    private Delivery before = Delivery.NOT_RUN;

    /** @throws RpcException if the subject cannot be made */
    UnaryCall(ClientContext client, RpcMethod<?, R> method, Message request, CallOptions options, boolean askInstance) {
        super(client, method, request, options, askInstance);
        this.method = method;
    }

    /** Makes the call and waits for its answer. */
    Response<R> await() {
        Runnable forget = () -> {};
        try {
            begin();
            forget = followParent();
            while (true) {
                try {
                    return answered(read(endingOf(send())));
                } catch (RpcException e) {
                    pauseOrThrow(e);
                }
            }
        } catch (RpcException e) {
            RpcException failure = explained(e);
            listeners().end(Outcome.failed(failure));
            throw failure;
        } finally {
            forget.run();
        }
    }

    private PendingCalls.Ending endingOf(PendingCalls.Single attempt) {
        try {
            return attempt.ending().get();
        } catch (InterruptedException e) {
            throw interrupted("while calling", Delivery.UNKNOWN);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an ending is never exceptional", e);
        }
    }

    private void pauseOrThrow(RpcException failure) {
        Duration length = pauseAfter(failure);
        if (length == null) {
            throw failure;
        }
        before = both(before, failure.delivery());
        CountDownLatch end = new CountDownLatch(1);
        pause(length, end::countDown);
        try {
            end.await();
        } catch (InterruptedException e) {
            throw interrupted("between two attempts of", failure.delivery());
        }
        listeners().retry(attempts + 1, failure);
    }

    /** Makes the call; never throws. However the future is completed, by its caller too, the call ends with it. */
    <T> CompletableFuture<T> submit(Function<Response<R>, T> part) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            begin();
        } catch (RpcException e) {
            listeners().end(Outcome.failed(e));
            result.completeExceptionally(e);
            return result;
        }
        cancelWith(result);
        attempt(result, part);
        return result;
    }

    private <T> void attempt(CompletableFuture<T> result, Function<Response<R>, T> part) {
        PendingCalls.Single attempt;
        try {
            attempt = send();
        } catch (RpcException e) {
            client().callbacks().execute(() -> failed(e, result, part));
            return;
        }
        CompletableFuture<?> unused = attempt.ending()
                .whenCompleteAsync((ending, never) -> ended(ending, result, part), client().callbacks());
    }

    private <T> void ended(PendingCalls.Ending ending, CompletableFuture<T> result, Function<Response<R>, T> part) {
        Response<R> response;
        try {
            response = answered(read(ending));
        } catch (RpcException e) {
            failed(e, result, part);
            return;
        }
        runUserCode(() -> result.complete(part.apply(response)));
    }

    private <T> void failed(RpcException failure, CompletableFuture<T> result, Function<Response<R>, T> part) {
        try {
            Duration length = result.isDone() ? null : pauseAfter(failure);
            if (length != null) {
                before = both(before, failure.delivery());
                Runnable next = () -> client().callbacks().execute(() -> {
                    listeners().retry(attempts + 1, failure);
                    attempt(result, part);
                });
                pause(length, next);
                return;
            }
        } catch (RpcException tooManyOrClosed) {
            // Then the call ends with what it failed of.
        }
        RpcException explained = result.isDone() ? failure : explained(failure);
        listeners().end(Outcome.failed(explained));
        runUserCode(() -> result.completeExceptionally(explained));
    }

    private PendingCalls.Single send() {
        attempts++;
        absent = false;
        checkConnected();
        Duration left = attempts == 1 ? timeout() : timeLeft();
        PendingCalls.Single attempt = client().calls().open(subject(), left);
        publish(attempt, left);
        return attempt;
    }

    private @Nullable Duration pauseAfter(RpcException failure) {
        return options().retries()
                        && !(absent && isInVain())
                        && !client().calls().isClosed()
                ? client().retries().pauseAfter(attempts, failure, method.isIdempotent(), timeLeft())
                : null;
    }

    /** The failure of the last attempt as that of the call: an earlier one may have run. */
    private RpcException explained(RpcException failure) {
        RpcException last = absent ? explainedAbsence(failure) : failure;
        return last.withDelivery(both(before, last.delivery()));
    }

    private Response<R> answered(Response<R> response) {
        client().retries().answered();
        answered(response.message());
        listeners().end(Outcome.answered(response.headers()));
        return response;
    }

    private Response<R> read(PendingCalls.Ending ending) {
        absent = ending instanceof PendingCalls.Ending.Absent;
        if (absent) {
            throw absence();
        }
        if (ending instanceof PendingCalls.Ending.Failed failed) {
            // A server with a subscription to everything cannot tell that nobody else got it.
            String hint = failed.code() == Code.DEADLINE_EXCEEDED
                    ? client().absences().echoHint()
                    : "";
            throw RpcException.ofCall(
                    failed.code(), method.fullName() + ": " + failed.text() + hint, List.of(), failed.delivery(), null);
        }
        return AnswerReader.read(method, ((PendingCalls.Ending.Replied) ending).reply());
    }
}
