package io.github.stubject.runtime;

import com.google.protobuf.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call with one answer, with all its attempts: either {@link #await} blocks the caller's thread for it, or
 * {@link #submit} goes on in callbacks.
 */
final class UnaryCall<R extends Message> extends OutgoingCall {
    private final RpcMethod<?, R> method;
    /** Made when the first one has failed, as hardly any does. */
    private @Nullable Attempts attempts;

    /** Ends following the call that this is made for. Set before the first attempt. */
    private Runnable forget = NOTHING;

    /** @throws RpcException if the subject cannot be made */
    UnaryCall(ClientContext client, RpcMethod<?, R> method, Message request, CallOptions options, boolean askInstance) {
        super(client, method, request, options, askInstance);
        this.method = method;
    }

    private Attempts attempts() {
        Attempts known = attempts;
        if (known == null) {
            known = Attempts.afterFirst(this);
            attempts = known;
        }
        return known;
    }

    /** Makes the call and waits for its answer. */
    Response<R> await() {
        ReadingThread.checkMayBlock();
        try {
            begin();
            forget = followParent();
            while (true) {
                try {
                    return answered(read(nextEnding()));
                } catch (RpcException e) {
                    pauseOrThrow(e);
                }
            }
        } catch (RpcException e) {
            RpcException failure = attempts().explained(e);
            listeners().end(Outcome.failed(failure));
            throw failure;
        } finally {
            forget.run();
        }
    }

    private PendingCalls.Ending nextEnding() {
        CompletableFuture<PendingCalls.Ending> ending = new CompletableFuture<>();
        send(ending::complete);
        try {
            return ending.get();
        } catch (InterruptedException e) {
            throw interrupted("while calling", Delivery.UNKNOWN);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an ending is never exceptional", e);
        }
    }

    private void pauseOrThrow(RpcException failure) {
        Duration length = attempts().pauseAfter(failure, timeLeft());
        if (length == null) {
            throw failure;
        }
        CountDownLatch end = new CountDownLatch(1);
        pause(length, end::countDown);
        try {
            end.await();
        } catch (InterruptedException e) {
            throw interrupted("between two attempts of", failure.delivery());
        }
        attempts().retry(failure);
    }

    /** Makes the call; never throws. However the future is completed, by its caller too, the call ends with it. */
    <T> CompletableFuture<T> submit(Function<Response<R>, T> part) {
        CallFuture<R, T> result = new CallFuture<>(this, part);
        try {
            begin();
        } catch (RpcException e) {
            listeners().end(Outcome.failed(e));
            result.fail(e);
            return result;
        }
        forget = followParent();
        attempt(result);
        return result;
    }

    /** Its caller has completed the future, perhaps after the call has. */
    void leftByCaller() {
        forget.run();
        cancel("cancelled by its caller");
    }

    private void attempt(CallFuture<R, ?> result) {
        new AsyncAttempt<>(this, result).send();
    }

    /** Goes on with how an attempt has ended. */
    void conclude(PendingCalls.Ending ending, CallFuture<R, ?> result) {
        Response<R> response;
        try {
            response = answered(read(ending));
        } catch (RpcException e) {
            failedAnywhere(e, result);
            return;
        } catch (RuntimeException | Error e) { // generated code that does not fit, or there is no memory
            failedAnywhere(failure("there was an answer that could not be read from", Delivery.RAN, e), result);
            return;
        }
        forget.run();
        runUserCode(() -> result.answer(response));
    }

    private void failedAnywhere(RpcException failure, CallFuture<R, ?> result) {
        if (!ReadingThread.isHere()) {
            failed(failure, result);
            return;
        }
        // What follows may hold up this thread.
        client().calls().executeCounted(client().callbacks(), () -> failed(failure, result));
    }

    /** An error of this side. */
    RpcException failure(String text, Delivery delivery, Throwable cause) {
        return RpcException.ofCall(Code.INTERNAL, text + " " + method.fullName(), List.of(), delivery, cause);
    }

    /** Ends the call on this thread, which may be any. */
    void lost(RpcException failure, CallFuture<R, ?> result) {
        listeners().end(Outcome.failed(failure));
        forget.run();
        result.fail(failure);
    }

    /** An attempt has failed; begins another one, or ends the call. Not for the reading thread. */
    void failed(RpcException failure, CallFuture<R, ?> result) {
        try {
            Duration length = result.isDone() ? null : attempts().pauseAfter(failure, timeLeft());
            if (length != null) {
                Runnable next = () -> client().callbacks().execute(() -> {
                    attempts().retry(failure);
                    attempt(result);
                });
                pause(length, next);
                return;
            }
        } catch (RpcException tooManyOrClosed) {
            // Then the call ends with what it failed of.
        }
        RpcException explained = result.isDone() ? failure : attempts().explained(failure);
        listeners().end(Outcome.failed(explained));
        forget.run();
        runUserCode(() -> result.fail(explained));
    }

    /** Sends the request once more; if it throws, that is the end of this attempt. */
    void send(Consumer<? super PendingCalls.Ending> onEnd) {
        Duration left = attempts == null ? timeout() : attempts.begin();
        checkConnected();
        publish(client().calls().open(subject(), left, onEnd), left);
    }

    private Response<R> answered(Response<R> response) {
        client().retries().answered();
        answered(response.message());
        listeners().end(Outcome.answered(response.headers()));
        return response;
    }

    private Response<R> read(PendingCalls.Ending ending) {
        if (ending instanceof PendingCalls.Ending.Absent) {
            throw attempts().absence();
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
