package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way into a stream, with all its attempts. They have one message id, so that the stream keeps one of them,
 * and one reply subject, so that the ack of any of them is taken. Whoever takes this out of the table of {@link PendingCalls}
 * ends it; what goes on besides does so on one executor: the caller's own thread, or where futures are completed.
 */
final class DurablePublish extends PendingCalls.Waiting {
    /** An attempt without answer has half of what is left, but not less than this. */
    private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(500);

    private final DurablePublishing shared;
    private final OutgoingEvent<?> event;
    private final String stream;
    /** Of the schema or the options; {@code null} if the event has none but the one for its retries. */
    private final @Nullable String givenId;

    private final String id;
    private final PublishOptions options;
    private final @Nullable PublishWindow window;
    private final Executor executor;
    /** What the server had complained of last before. */
    private final @Nullable String complaint;

    private final CompletableFuture<PublishAck> result = new CompletableFuture<>();

    /** What is awaited. */
    private enum Phase {
        ANSWER,
        END_OF_PAUSE,
        /** Nothing: what came is being handled. */
        STEP
    }

    // Guarded by this.
    private Phase phase = Phase.STEP;

    // Of one step after the other, on the executor.
    private final PublishAttempts attempts = new PublishAttempts();

    private volatile boolean othersAnswered;
    private volatile boolean ended;

    DurablePublish(
            DurablePublishing shared,
            OutgoingEvent<?> event,
            String stream,
            @Nullable String id,
            PublishOptions options,
            @Nullable PublishWindow window,
            Executor executor) {
        shared.client().calls().super();
        this.shared = shared;
        this.event = event;
        this.stream = stream;
        this.givenId = id;
        this.id = id == null ? shared.newId() : id;
        this.options = options;
        this.window = window;
        this.executor = executor;
        this.complaint = shared.client().transport().lastError();
    }

    /** Publishes, and waits for the ack on this thread, which is the executor's. */
    PublishAck await(CallersThread thread) {
        start();
        try {
            thread.runUntilDone(result);
            return result.join();
        } catch (InterruptedException e) {
            boolean unusedIfEnded = end();
            RpcException failure = failure(Code.CANCELLED, "interrupted while publishing", Delivery.UNKNOWN);
            finish(failure);
            Thread.currentThread().interrupt();
            throw failure;
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    /** Publishes; never throws. However the future is completed, by its caller too, publishing ends with it. */
    CompletableFuture<PublishAck> submit() {
        start();
        return result;
    }

    private void start() {
        try {
            event.begin();
            Headers wire = wireHeaders();
            event.checkSize(wire);
            if (window != null) {
                window.enter(event.subject(), Math.max(0, event.nanosLeft()));
            }
            try {
                open(Duration.ofNanos(Math.max(0, event.nanosLeft())));
            } catch (RpcException e) {
                leaveWindow();
                throw e;
            }
            followCaller();
            send(wire);
        } catch (RpcException e) {
            finish(e);
        }
    }

    private void followCaller() {
        Runnable forget = event.onParentsCancel(() -> cancel("cancelled, as the call that it was published for was"));
        if (window != null) {
            CompletableFuture<?> unused = result.whenComplete((ack, error) -> {
                forget.run();
                cancel("cancelled by its publisher");
            });
        } else {
            CompletableFuture<?> unused = result.whenComplete((ack, error) -> forget.run());
        }
    }

    private @Nullable Headers wireHeaders() {
        return event.wireHeaders(more -> PublishHeaders.write(more, id, stream, options.expected()));
    }

    private long waitForAnswer() {
        long left = Math.max(0, event.nanosLeft());
        return options.retries() ? Math.max(left / 2, Math.min(left, SHORTEST_WAIT)) : left;
    }

    private void send(@Nullable Headers wire) {
        if (ended) {
            return; // cancelled already
        }
        attempts.begin();
        if (!shared.client().transport().isConnected()) {
            failed(failure(Code.UNAVAILABLE, "not connected to NATS", Delivery.NOT_RUN));
            return;
        }
        attempts.send();
        await(Phase.ANSWER);
        // Not before: a time that comes while nothing is awaited is not heard, and there is none after it.
        expireIn(waitForAnswer());
        try {
            shared.client().transport().publish(event.subject(), replyTo(), wire, event.data());
        } catch (IllegalStateException | IllegalArgumentException e) {
            if (enterStep(Phase.ANSWER)) {
                failed(failure(
                        Code.UNAVAILABLE, "the connection did not take it: " + e.getMessage(), Delivery.NOT_RUN));
            }
        }
    }

    private synchronized void await(Phase next) {
        phase = next;
    }

    /** Whether what has come is what was awaited; then nothing else is taken up until its step is done. */
    private synchronized boolean enterStep(Phase awaited) {
        if (phase != awaited) {
            return false;
        }
        phase = Phase.STEP;
        return true;
    }

    @Override
    void receive(InboundMessage reply) {
        if (reply.noResponders()) {
            step(this::absent);
            return;
        }
        PubAck ack = PubAck.of(reply);
        if (ack == null) {
            othersAnswered = true;
            return;
        }
        PubAck.Failure refusal = ack.failure();
        if (refusal != null) {
            step(() -> refused(ack, refusal));
        } else if (end()) {
            conclude(() -> succeed(ack));
        }
    }

    private void step(Runnable step) {
        if (enterStep(Phase.ANSWER)) {
            executor.execute(step);
        }
    }

    @Override
    void expire() {
        if (enterStep(Phase.END_OF_PAUSE)) {
            executor.execute(this::sendAgain);
        } else {
            step(this::unanswered);
        }
    }

    @Override
    void close() {
        if (end()) {
            conclude(() -> finish(failure(Code.UNAVAILABLE, PendingCalls.CLOSED_MEANWHILE, Delivery.UNKNOWN)));
        }
    }

    @Override
    boolean cancel(String why) {
        if (end()) {
            conclude(() -> finish(failure(Code.CANCELLED, why, Delivery.UNKNOWN)));
        }
        return false;
    }

    /** Goes on where futures are completed. While it waits for a thread there, it counts as outstanding, though not in the window. */
    private void conclude(Runnable last) {
        if (window == null || result.isDone()) { // a thread waits for it, or nobody
            executor.execute(last);
            return;
        }
        shared.client().calls().executeCounted(executor, last);
    }

    /** Whether this ends it. */
    private boolean end() {
        boolean first = leave();
        if (first) {
            ended = true;
            leaveWindow();
        }
        return first;
    }

    private void leaveWindow() {
        if (window != null) {
            window.leave();
        }
    }

    private void absent() {
        failed(failure(Code.UNAVAILABLE, "no stream keeps it; " + stream + " should", Delivery.NOT_RUN));
    }

    private void refused(PubAck ack, PubAck.Failure refusal) {
        RpcException failure = PublishErrors.of(ack, refusal, event.event(), event.subject(), stream);
        if (PublishErrors.isTemporary(refusal)) {
            failed(failure);
        } else {
            fail(failure);
        }
    }

    private void unanswered() {
        if (shared.client().transport().wasRefusedSince(complaint, event.subject())) {
            fail(failure(
                    Code.PERMISSION_DENIED, "the server does not let this connection publish there", Delivery.NOT_RUN));
            return;
        }
        String text = "no ack from stream " + stream + " in time";
        failed(failure(
                Code.DEADLINE_EXCEEDED,
                othersAnswered ? text + "; somebody answers there who is not JetStream" : text,
                Delivery.UNKNOWN));
    }

    /** An attempt failed, but another one might not. */
    private void failed(RpcException failure) {
        attempts.failed(failure);
        if (!shared.client().transport().isConnected()) {
            pause();
            return;
        }
        CompletableFuture<?> unused = shared.looks()
                .at(stream, Math.max(0, event.nanosLeft()))
                .thenAcceptAsync(finding -> consider(failure, finding), executor);
    }

    private void consider(RpcException failure, StreamLooks.Finding finding) {
        attempts.duplicateWindow(finding.window());
        List<String> subjects = finding.subjects();
        if (finding.missing()) {
            fail(failure.withMore("; there is no stream of this name: make it, as EventStream does"));
        } else if (subjects != null && !Subjects.isIn(subjects, event.subject())) {
            fail(failure.withMore("; it keeps " + subjects + ", and must keep this subject, too"));
        } else if (!finding.acks()) {
            fail(failure.withMore("; it is set to no_ack"));
        } else {
            if (finding.nobody()) {
                attempts.explain(failure.withMore("; there is no JetStream on this server, or none for this account"));
            }
            pause();
        }
    }

    private void pause() {
        long length = RetryPolicy.lastingPauseAfter(attempts.begun()).toNanos();
        if (!options.retries() || length >= event.nanosLeft()) {
            fail(attempts.last());
        } else if (attempts.isTooLateIn(length)) {
            fail(attempts.tooLate());
        } else {
            await(Phase.END_OF_PAUSE);
            expireIn(length);
        }
    }

    private void sendAgain() {
        if (ended) {
            return;
        }
        if (event.nanosLeft() <= 0) {
            fail(attempts.last());
            return;
        }
        if (attempts.isTooLateIn(0)) {
            fail(attempts.tooLate());
            return;
        }
        event.listeners().retry(attempts.begun() + 1, attempts.last());
        send(wireHeaders());
    }

    /** Ends it, unless it has been ended meanwhile. */
    private void fail(RpcException failure) {
        if (end()) {
            finish(failure);
        }
    }

    private RpcException failure(Code code, String text, Delivery delivery) {
        return RpcException.ofCall(
                code,
                event.event().fullName() + " was not published on " + event.subject() + ": " + text,
                List.of(),
                delivery,
                null);
    }

    private void finish(RpcException failure) {
        RpcException known = attempts.ofAll(failure);
        event.listeners().end(Outcome.failed(known));
        event.runUserCode(() -> result.completeExceptionally(known));
    }

    private void succeed(PubAck ack) {
        // What this has published itself before is no duplicate for anybody else.
        boolean duplicate = ack.duplicate() && givenId != null;
        PublishAck known = new PublishAck(ack.stream(), ack.sequence(), duplicate);
        event.listeners().end(Outcome.answered(RpcHeaders.EMPTY));
        event.runUserCode(() -> result.complete(known));
    }
}
