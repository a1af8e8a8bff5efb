package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A call that everybody who serves the method answers. Sent once: who has not heard it is not known. What came in time is its
 * result, however few they are; it fails only if none came.
 */
final class GatherCall<R extends Message> extends OutgoingCall implements ReplyCollector.Sink {
    private final RpcMethod<?, R> method;
    private final GatherOptions until;
    private final Predicate<? super Response<R>> enough;
    private final CompletableFuture<Gathered<R>> result = new CompletableFuture<>();

    // Touched by the collector's calls only, one at a time.
    private final List<Response<R>> answers = new ArrayList<>();
    private final List<Gathered.Failure> failures = new ArrayList<>();
    private @Nullable RuntimeException broken;
    private @Nullable ReplyCollector collector;

    /** @throws RpcException if the subject cannot be made */
    GatherCall(
            ClientContext client,
            RpcMethod<?, R> method,
            Message request,
            CallOptions options,
            GatherOptions until,
            Predicate<? super Response<R>> enough) {
        super(client, method, request, options, true);
        this.method = method;
        this.until = until;
        this.enough = enough;
    }

    /** Makes the call, and waits on this thread, which also runs the predicate. */
    Gathered<R> await() {
        CallersThread thread = new CallersThread();
        start(thread);
        try {
            thread.runUntilDone(result);
            return result.join();
        } catch (InterruptedException e) {
            RpcException failure = interrupted("while gathering answers of", Delivery.UNKNOWN);
            fail(failure);
            throw failure;
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    /** Makes the call; never throws. */
    CompletableFuture<Gathered<R>> submit() {
        start(client().callbacks());
        return result;
    }

    private void start(Executor executor) {
        try {
            begin();
            cancelWith(result);
            checkConnected();
            ReplyCollector replies = new ReplyCollector(client().calls(), timeout(), until.stall(), executor, this);
            collector = replies;
            replies.open(timeout());
            publish(replies, timeout());
        } catch (RpcException e) {
            fail(e);
        }
    }

    @Override
    public boolean take(InboundMessage reply, Duration after) {
        Response<R> response;
        try {
            response = AnswerReader.read(method, reply);
            answered(response.message());
        } catch (RpcException e) {
            String instance = reply.header(WireHeaders.INSTANCE);
            failures.add(new Gathered.Failure(instance == null ? "" : instance, e));
            return isCountReached();
        }
        answers.add(response);
        return isEnough(response) || isCountReached();
    }

    private boolean isCountReached() {
        return answers.size() + failures.size() >= until.count();
    }

    private boolean isEnough(Response<R> response) {
        boolean[] found = new boolean[1];
        try {
            runUserCode(() -> found[0] = enough.test(response));
        } catch (Throwable e) { // what Kotlin throws without declaring it, too
            broken = e instanceof RuntimeException own ? own : new IllegalStateException("the predicate failed", e);
            return true;
        }
        return found[0];
    }

    @Override
    public void ended(ReplyCollector.End end, String text) {
        if (broken != null) {
            tellTheOthers();
            fail(broken);
            return;
        }
        switch (end) {
            case ENOUGH -> succeed(Gathered.End.ENOUGH);
            case STALL -> succeed(Gathered.End.STALL);
            case LIMIT -> succeed(Gathered.End.LIMIT);
            case DEADLINE -> {
                if (answers.isEmpty() && failures.isEmpty()) {
                    fail(
                            Code.DEADLINE_EXCEEDED,
                            "no answer from " + subject() + " within "
                                    + timeout().toMillis() + " ms",
                            Delivery.UNKNOWN);
                } else {
                    succeed(Gathered.End.DEADLINE);
                }
            }
            case NOBODY -> fail(explainedAbsence(absence()));
            case CANCELLED -> fail(Code.CANCELLED, text, Delivery.UNKNOWN);
            case CLOSED -> fail(Code.UNAVAILABLE, PendingCalls.CLOSED_MEANWHILE, Delivery.UNKNOWN);
        }
    }

    private void tellTheOthers() {
        if (collector != null) {
            tellNobodyWaits(collector);
        }
    }

    private void succeed(Gathered.End end) {
        if (end != Gathered.End.DEADLINE) {
            tellTheOthers();
        }
        listeners().end(Outcome.answered(RpcHeaders.EMPTY));
        Gathered<R> gathered = new Gathered<>(answers, failures, end);
        runUserCode(() -> result.complete(gathered));
    }

    private void fail(Code code, String text, Delivery delivery) {
        fail(RpcException.ofCall(code, method.fullName() + ": " + text, List.of(), delivery, null));
    }

    private void fail(RuntimeException failure) {
        RpcException known = failure instanceof RpcException error
                ? error
                : RpcException.ofCall(
                        Code.CANCELLED, "the caller's predicate failed", List.of(), Delivery.UNKNOWN, failure);
        listeners().end(Outcome.failed(known));
        runUserCode(() -> result.completeExceptionally(failure));
    }
}
