package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.stream.Ending;
import io.github.stubject.runtime.internal.stream.Frame;
import io.github.stubject.runtime.internal.stream.FrameType;
import io.github.stubject.runtime.internal.stream.MalformedFrameException;
import io.github.stubject.runtime.internal.stream.StreamEnd;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A streaming call on the client: opened by a request, accepted by an instance, ended once. Its frames come to a reply
 * subject of its own. It is followed by the interceptors to its end, however that comes about.
 */
final class StreamCall<Q extends Message, R extends Message> extends OutgoingCall {
    /** How long an instance may take to accept a call that says nothing of time. */
    private static final Duration ACCEPT_LIMIT = Duration.ofSeconds(5);

    private static final int WINDOW_MESSAGES = 4096;

    /** What a frame has around a message, at most. */
    private static final int AROUND = 64;

    private final RpcMethod<Q, R> method;
    private final int windowBytes;
    private final boolean limited;
    private final long acceptLimit;
    private final CompletableFuture<StreamCall<Q, R>> opened = new CompletableFuture<>();
    private final CompletableFuture<@Nullable RpcException> over = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final StreamEnd end;

    /** What this side has found to be wrong with the call; counts more than how its stream ended. */
    private final AtomicReference<@Nullable RpcException> failure = new AtomicReference<>();

    /** Nobody takes answers any more. */
    private volatile boolean left;

    // Of the opening; used by one thread after the other.
    private int attempts;
    private boolean absent;
    private Delivery before = Delivery.NOT_RUN;

    // Set by the reading thread when the call is accepted.
    private volatile String instance = "";
    private volatile String slot = "";
    private volatile RpcHeaders headersAtStart = RpcHeaders.EMPTY;

    /**
     * @param request {@code null} if the method has a stream of them
     * @param demand how many messages are wanted at first
     */
    StreamCall(ClientContext client, RpcMethod<Q, R> method, @Nullable Q request, CallOptions options, long demand) {
        super(client, method, request, options, true);
        this.method = method;
        this.limited = !timeout().equals(CallOptions.LONGEST);
        Duration wait = limited && timeout().compareTo(ACCEPT_LIMIT) < 0 ? timeout() : ACCEPT_LIMIT;
        this.acceptLimit = System.nanoTime() + wait.toNanos();
        this.windowBytes = client.streams().budget().take();
        this.end = StreamEnd.ofClient(
                this::send,
                client.streams().writer(),
                new StreamEnd.Window(WINDOW_MESSAGES, windowBytes),
                demand,
                new Observer());
    }

    @Override
    void writeTo(Headers wire, Duration left) {
        if (limited) {
            wire.put(WireHeaders.TIMEOUT_MS, millis(left));
        }
        StreamHeaders.writeOpening(wire, client().streams().name(), end.granted());
    }

    StreamEnd end() {
        return end;
    }

    /** The headers that have come so far: with the acceptance, and with the end. */
    RpcHeaders responseHeaders() {
        return end.ending() instanceof Ending.Finished finished
                ? headersAtStart.with(RpcHeaders.of(finished.headers()))
                : headersAtStart;
    }

    /** Told whenever there may be something to take or room to send; must not block. */
    void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    /** Completes when the call has ended, with the error or {@code null}; on any thread. */
    CompletableFuture<@Nullable RpcException> over() {
        return over;
    }

    /** Opens the call; the future completes when it is accepted or has failed, on any thread. Never throws. */
    CompletableFuture<StreamCall<Q, R>> open() {
        try {
            begin();
            Runnable forget = followParent();
            CompletableFuture<?> unused = over.whenComplete((error, never) -> forget.run());
        } catch (RpcException e) {
            refused(e);
            return opened;
        }
        attempt();
        return opened;
    }

    private void attempt() {
        attempts++;
        absent = false;
        try {
            checkConnected();
            Replies replies = new Replies();
            replies.open(Duration.ofNanos(Math.max(1, leftToAccept().toNanos())));
            publish(replies, attempts == 1 ? timeout() : timeLeft());
        } catch (RpcException e) {
            client().callbacks().execute(() -> failed(e));
        }
    }

    private Duration leftToAccept() {
        return Duration.ofNanos(acceptLimit - System.nanoTime());
    }

    /** An attempt to open it has failed; not for the reading thread. */
    private void failed(RpcException error) {
        try {
            Duration length = pauseAfter(error);
            if (length != null) {
                before = both(before, error.delivery());
                pause(
                        length,
                        () -> client().callbacks().execute(() -> {
                            listeners().retry(attempts + 1, error);
                            attempt();
                        }));
                return;
            }
        } catch (RpcException tooManyOrClosed) {
            // Then the call ends with what it failed of.
        }
        RpcException last = absent ? explainedAbsence(error) : error;
        refused(last.withDelivery(both(before, last.delivery())));
    }

    private @Nullable Duration pauseAfter(RpcException error) {
        return options().retries()
                        && !(absent && isInVain())
                        && !ended.get()
                        && !client().calls().isClosed()
                ? client().retries().pauseAfter(attempts, error, method.isIdempotent(), leftToAccept())
                : null;
    }

    /** It was not accepted, and will not be. */
    private void refused(RpcException error) {
        boolean unusedIfSecond = failure.compareAndSet(null, error);
        end.abandon();
        ended(error);
        watchers.forEach(Runnable::run);
    }

    /**
     * Opens the call and waits until it is accepted.
     *
     * @throws RpcException if it is not
     */
    StreamCall<Q, R> openAndWait() {
        try {
            return open().get();
        } catch (InterruptedException e) {
            throw interrupted("while opening", Delivery.UNKNOWN);
        } catch (ExecutionException e) {
            throw (RpcException) e.getCause();
        }
    }

    /** Sends a request, waiting for room. @return false if the call has ended */
    boolean send(Q request) throws InterruptedException {
        return end.send(encoded(request));
    }

    /**
     * A request as it is sent.
     *
     * @throws RpcException if it is not to be sent; that ends the call
     */
    byte[] encoded(Q request) {
        try {
            listeners().request(request);
        } catch (RpcException e) {
            throw fail(e.withDelivery(Delivery.RAN));
        }
        byte[] data = request.toByteArray();
        long most = client().transport().maxPayload();
        if (most > 0 && data.length + AROUND > most) {
            throw failing(
                    Code.RESOURCE_EXHAUSTED,
                    "a request to " + subject() + " has " + data.length + " bytes, the server takes " + most
                            + " (its max_payload)",
                    null);
        }
        return data;
    }

    /** The answers, for one thread at a time. */
    MessageSource<R> responses() {
        return new MessageSource<>(end, method.responses(), new Answers());
    }

    private final class Answers implements MessageSource.Owner<R> {
        @Override
        public void taken(R message) {
            listeners().accepted(headersAtStart); // if nobody was faster
            answered(message);
        }

        @Override
        public RpcException malformed(String text) {
            return RpcException.ofCall(
                    Code.INTERNAL,
                    "an answer of " + method.fullName() + " is no valid message: " + text,
                    List.of(),
                    Delivery.RAN,
                    null);
        }

        @Override
        public RpcException refused(RpcException error) {
            return fail(error);
        }

        @Override
        public @Nullable RpcException errorOf(Ending ending) {
            return StreamCall.this.errorOf(ending);
        }

        @Override
        public void exhausted() {
            concluded();
        }
    }

    private @Nullable RpcException errorOf(Ending ending) {
        RpcException own = failure.get();
        if (own != null) {
            return own;
        }
        return ending instanceof Ending.Finished finished
                ? StreamErrors.of(finished)
                : StreamErrors.ofClient((Ending.Broken) ending, method);
    }

    /** How it has ended so far: with an error, or {@code null}. */
    @Nullable
    RpcException error() {
        Ending ending = end.ending();
        return ending == null ? null : errorOf(ending);
    }

    /** Ends it as one that nobody has an interest in any more; to be called once nobody takes answers. */
    void stop(String why) {
        left = true;
        cancel(why);
        if (ended.get()) {
            concluded();
        }
    }

    /** Ends it with what this side has found to be wrong; returns that, or what was found before. */
    RpcException fail(RpcException error) {
        boolean first = failure.compareAndSet(null, error);
        stop("failed");
        RpcException known = failure.get();
        return first || known == null ? error : known;
    }

    private RpcException failing(Code code, String text, @Nullable Throwable cause) {
        return fail(RpcException.ofCall(code, text, List.of(), Delivery.RAN, cause));
    }

    /** Ends it as one whose requests have failed. */
    void requestsFailed(Throwable thrown) {
        RpcException unused = failing(
                Code.CANCELLED,
                method.fullName() + ": its requests have failed: "
                        + thrown.getClass().getName(),
                thrown);
    }

    /** Ends it as one whose subscriber has thrown, which it must not. */
    void subscriberFailed(Throwable thrown) {
        RpcException unused =
                failing(Code.CANCELLED, method.fullName() + ": its subscriber has failed: " + thrown, thrown);
    }

    /** Ends it as one that has not given one answer. */
    RpcException notOneAnswer(String what) {
        return failing(Code.INTERNAL, method.fullName() + " has given " + what, null);
    }

    /** Runs user code on behalf of the call: in the context that it was made in, and in the interceptors' scopes. */
    Executor userCode() {
        return code -> client().callbacks().execute(() -> runUserCode(code));
    }

    private void send(@Nullable Headers headers, byte[] payload) {
        client().transport().publish(ReservedTail.stream(subject(), instance, slot), null, headers, payload);
    }

    /** The stream has ended, with everything in it that still can be taken. */
    private void ended(@Nullable RpcException error) {
        if (ended.compareAndSet(false, true)) {
            if (left || !(end.ending() instanceof Ending.Finished)) {
                concluded();
            }
            if (slot.isEmpty()) { // else its acceptance completes it
                boolean unusedIfSecond = error == null ? opened.complete(this) : opened.completeExceptionally(error);
            }
            over.complete(error);
        } else if (left) {
            concluded();
        }
    }

    /** Nothing of the call will be seen any more. */
    private void concluded() {
        RpcException error = error();
        if (!slot.isEmpty()) {
            listeners().accepted(headersAtStart);
        }
        listeners().end(error == null ? Outcome.answered(responseHeaders()) : Outcome.failed(error));
    }

    private final class Observer implements StreamEnd.Observer {
        @Override
        public void accepted(Headers headers) {
            String itsInstance = StreamHeaders.instance(headers);
            String itsSlot = StreamHeaders.slot(headers);
            if (itsInstance == null || itsSlot == null) {
                end.breakOff(Ending.Cause.PROTOCOL, "the service does not say where it is");
                return;
            }
            headersAtStart = RpcHeaders.of(headers);
            instance = itsInstance;
            slot = itsSlot; // last: that there is one says that the call is accepted
            client().retries().answered();
            client().streams().add(itsInstance, subject(), itsSlot, end);
            if (end.isReleased()) { // cancelled while it was being accepted
                client().streams().remove(itsInstance, itsSlot, end);
            }
            end.canSend();
            client().callbacks().execute(() -> {
                listeners().accepted(headersAtStart);
                opened.complete(StreamCall.this);
            });
        }

        @Override
        public void changed() {
            watchers.forEach(Runnable::run);
        }

        @Override
        public void ended(Ending ending) {
            client().callbacks().execute(() -> StreamCall.this.ended(errorOf(ending)));
        }

        @Override
        public void released() {
            client().streams().budget().giveBack(windowBytes);
            if (!slot.isEmpty()) {
                client().streams().remove(instance, slot, end);
            }
            PendingCalls.Waiting waiting = waiting();
            if (waiting != null) {
                boolean unusedIfGone = waiting.leave();
            }
        }
    }

    /** Where the answers come. */
    private final class Replies extends PendingCalls.Waiting {
        private Replies() {
            client().calls().super();
        }

        @Override
        void receive(InboundMessage reply) {
            if (reply.noResponders()) {
                absent = true;
                fail(absence());
                return;
            }
            boolean isFrame = reply.headers() == null || reply.header(WireHeaders.STREAM) != null;
            if (!isFrame) {
                RpcException refusal = ErrorCodec.read(reply);
                fail(refusal == null ? notAStream() : refusal);
                return;
            }
            Frame frame;
            try {
                frame = Frame.read(reply.data());
            } catch (MalformedFrameException e) {
                if (opened.isDone()) {
                    end.breakOff(Ending.Cause.PROTOCOL, "the service sent a malformed frame: " + e.getMessage());
                } else {
                    fail(notAStream());
                }
                return;
            }
            if (frame.type() == FrameType.ACCEPT && isOfAnother(reply)) {
                end.breakOff(Ending.Cause.PROTOCOL, "the call was accepted twice: is it served in two queue groups?");
                return;
            }
            end.receive(reply, frame);
        }

        /** Frames of two streams cannot be told apart. */
        private boolean isOfAnother(InboundMessage accept) {
            return !slot.isEmpty() && accept.headers() != null && !slot.equals(StreamHeaders.slot(accept.headers()));
        }

        private RpcException notAStream() {
            return RpcException.ofCall(
                    Code.INTERNAL,
                    subject() + " does not answer as a stream: are client and service made from the same proto?",
                    List.of(),
                    Delivery.RAN,
                    null);
        }

        /** Refused before it was accepted: there is no stream. */
        private void fail(RpcException error) {
            if (leave()) {
                client().callbacks().execute(() -> failed(error));
            }
        }

        @Override
        void expire() {
            if (limited && timeLeft().isNegative()) {
                breakOff(Ending.Cause.DEADLINE, "its time is over");
            } else if (slot.isEmpty()) {
                breakOff(
                        Ending.Cause.DEADLINE,
                        "nobody has accepted the call of " + subject() + " within " + ACCEPT_LIMIT.toMillis() + " ms");
            } else if (limited) {
                boolean unusedIfClosing = expireIn(Math.max(1, timeLeft().toNanos()));
            }
        }

        @Override
        void close() {
            end.breakOff(Ending.Cause.DISCONNECTED, PendingCalls.CLOSED_MEANWHILE);
            tellNobodyWaits(this); // no frame leaves any more
        }

        @Override
        boolean cancel(String why) {
            return breakOff(Ending.Cause.CANCELLED, why);
        }

        /** Whether the service may have to be told in another way. */
        private boolean breakOff(Ending.Cause cause, String text) {
            boolean early = slot.isEmpty();
            end.breakOff(cause, text);
            if (early && leave()) {
                end.abandon();
                tellNobodyWaits(this);
            }
            return false;
        }
    }
}
