package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.stream.Ending;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A call with many requests or responses: opened by a request, accepted once it is served, ended once. An asynchronous one
 * leaves its thread at once; it holds its place until it has ended and no thread works for it any more. Any thread may end
 * it: its implementation's, its caller's frames, its deadline, what happens to the connection, or a host that closes and
 * waits no longer.
 */
final class ServedStream<Q extends Message, R extends Message> extends ServedCall<Q, R> {
    private final StreamHandler<Q, R> handler;
    private final HostSlot slot;
    private final StreamReplies told;

    // Guarded by this.
    private @Nullable Future<?> timeout;
    /** From then on it can be ended by anybody; before, only its runner may end it. */
    private boolean open;

    private @Nullable RpcException stoppedEarly;

    // Set before the implementation runs, by the thread that runs it.
    private StreamHeaders.Opening opening = StreamHeaders.Opening.NONE;
    private @Nullable Q request;

    /** @param subject what was called, without a reserved tail */
    ServedStream(
            HostedMethod<Q, R> hosted,
            StreamHandler<Q, R> handler,
            InboundMessage message,
            String subject,
            Admission.Place place) {
        super(hosted, message, subject, place);
        this.handler = handler;
        this.slot = new HostSlot(hosted.host(), this, subject, message.replyTo());
        this.told = new StreamReplies(replies(), slot, hosted.host().instance());
    }

    HostSlot slot() {
        return slot;
    }

    // Its way to its implementation.

    @Override
    void checkKind() {
        StreamHeaders.Opening read = StreamHeaders.readOpening(message());
        if (read == null) {
            throw RpcException.refusal(
                    Code.INVALID_ARGUMENT,
                    hosted().method().fullName()
                            + " is a stream: it needs a client that knows the protocol of Stubject");
        }
        opening = read;
    }

    @Override
    boolean claim() {
        return slot.claim();
    }

    private boolean isLimited() {
        return message().header(WireHeaders.TIMEOUT_MS) != null;
    }

    @Override
    @Nullable
    Long deadline(Duration limit) {
        return isLimited() ? super.deadline(limit) : null;
    }

    @Override
    void serve(Duration limit) throws Exception {
        boolean unusedAsItIsNotOpen = becomeInterruptible();
        if (!hosted().method().kind().isRequestStream()) {
            Q single = RequestReader.read(hosted().method(), message(), subject());
            listeners().request(single);
            request = single;
        }
        slot.open(opening, replies().encoding(), demand());
        if (isLimited()) {
            endAfter(limit);
        }
        if (!mayRun()) {
            return;
        }
        try (Scope unused = listeners().scope()) {
            handler.handle(this);
        }
    }

    /** A thread that waits for requests takes them as they come; subscribers say how many they want. */
    private @Nullable Long demand() {
        if (!hosted().method().kind().isRequestStream()) {
            return null;
        }
        return handler.isBlocking() ? Long.MAX_VALUE : 0L;
    }

    private void endAfter(Duration limit) {
        Future<?> scheduled = hosted().host()
                .streams()
                .after(
                        limit.minusNanos(timeTaken()),
                        () -> breakOff(Ending.Cause.DEADLINE, "its time was over while it ran"));
        synchronized (this) {
            timeout = scheduled;
            if (isEnded()) {
                scheduled.cancel(false);
            }
        }
    }

    private boolean mayRun() {
        RpcException early;
        synchronized (this) {
            open = true;
            early = stoppedEarly;
        }
        if (early != null && endOnce()) {
            hosted().counters().cancelled.increment();
            told.fail(early, true);
            ended(Outcome.failed(early));
        }
        return !isEnded();
    }

    /** Whether it is too early to be ended by this, which its runner will see then. */
    private synchronized boolean stopEarly(Code code, String text) {
        if (!open && stoppedEarly == null) {
            stoppedEarly = RpcException.refusal(code, text);
        }
        return !open;
    }

    @Override
    void failed(Throwable thrown) {
        complete(thrown);
    }

    @Override
    void returned() {
        if (handler.isBlocking() || isEnded()) {
            leave();
        }
    }

    // What handlers use, and what they are given.

    /** The request; not for methods with a stream of them. */
    Q request() {
        Q single = request;
        if (single == null) {
            throw new IllegalStateException("there is no single request");
        }
        return single;
    }

    /** The requests of a method with a stream of them. */
    ServedStreamRequests<Q> requests() {
        return new ServedStreamRequests<>(this);
    }

    /** Where the responses go. */
    ServedStreamResponses<R> responses() {
        return new ServedStreamResponses<>(this);
    }

    /** Tells the caller that the call is served; does nothing when repeated, or once it has ended. */
    void accept() {
        if (!isEnded()) {
            told.accept(context().responseHeaders());
        }
    }

    /** Has user code run when the implementation is stopped. */
    void onStop(Runnable code) {
        Runnable unusedForget = context().onCancel(inScopes(code));
    }

    /** Runs user code on another thread, as the implementation runs: in its context and in the interceptors' scopes. */
    void callUserCode(Runnable code) {
        Threads.callbacks().execute(context().wrap(inScopes(code)));
    }

    private Runnable inScopes(Runnable code) {
        return () -> {
            try (Scope unused = listeners().scope()) {
                code.run();
            }
        };
    }

    // Its end.

    /** Ends the call by what the implementation did; the first end counts. */
    void complete(@Nullable Throwable failure) {
        if (slot.isOpen() && slot.end().ending() instanceof Ending.Broken broken) {
            brokenOff(broken); // what the implementation does then follows from it
            return;
        }
        if (!endOnce()) {
            return;
        }
        if (failure == null) {
            RpcHeaders headers = context().responseHeaders();
            if (told.finishWell(headers)) {
                ended(Outcome.answered(headers));
            } else if (slot.end().ending() instanceof Ending.Broken broken) { // and its observer has not said so yet
                failed(broken);
            }
        } else {
            fail(failure);
        }
    }

    private void fail(Throwable failure) {
        RpcException error = toCaller(failure);
        boolean refused = error.delivery() == Delivery.NOT_RUN;
        (refused ? hosted().counters().invalid : hosted().counters().errors).increment();
        hosted().counters().lastError(error);
        told.fail(error, false);
        ended(Outcome.failed(error));
    }

    /** Ends the call by what the implementation may not know of, and tells it so. */
    void failAndStop(Throwable failure) {
        complete(failure);
        stopImplementation();
    }

    private void breakOff(Ending.Cause cause, String text) {
        Ending.Broken broken = new Ending.Broken(cause, text);
        if (!stopEarly(StreamErrors.ofServer(broken).code(), text)) {
            slot.end().breakOff(cause, text);
            brokenOff(broken);
        }
    }

    /** The caller, the way or the time has ended it. */
    void brokenOff(Ending.Broken broken) {
        if (endOnce()) {
            failed(broken);
        }
    }

    private void failed(Ending.Broken broken) {
        RpcException error = StreamErrors.ofServer(broken);
        hosted().counters().cancelled.increment();
        if (broken.cause() != Ending.Cause.PEER_GONE && broken.cause() != Ending.Cause.DISCONNECTED) {
            told.fail(error, true);
        }
        stopImplementation();
        ended(Outcome.failed(error));
    }

    @Override
    void cancelRunning() {
        breakOff(Ending.Cause.CANCELLED_BY_PEER, "the caller has cancelled the call");
    }

    @Override
    void abortRunning() {
        if (!stopEarly(Code.UNAVAILABLE, SHUTTING_DOWN) && endOnce()) {
            RpcException stopping = new RpcException(Code.UNAVAILABLE, SHUTTING_DOWN);
            hosted().counters().cancelled.increment();
            told.fail(stopping, true);
            stopImplementation();
            ended(Outcome.failed(stopping));
        }
    }

    private void ended(Outcome outcome) {
        Future<?> scheduled;
        boolean working;
        synchronized (this) {
            scheduled = timeout;
            working = hasRunner();
        }
        if (scheduled != null) {
            scheduled.cancel(false);
        }
        concluded(outcome);
        if (!working) {
            leave();
        }
    }

    @Override
    void leaving() {
        slot.giveUp();
    }
}
