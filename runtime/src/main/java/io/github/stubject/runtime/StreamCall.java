package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.stream.Ending;
import io.github.stubject.runtime.internal.stream.StreamEnd;
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
 * A streaming call on the client: opened by a request, accepted by an instance, ended once, and followed by the interceptors
 * to its end, however that comes about. Made and opened by {@link StreamingCalls} for one caller. Its {@link StreamOpening}
 * brings it to an instance; from then on it is a {@link StreamEnd}, whose acceptance is told on the reading thread and whose
 * end in callbacks. Any thread may end it: its caller's, its deadline's, or one that closes the client, which breaks it off.
 */
final class StreamCall<Q extends Message, R extends Message> extends OutgoingCall {
    private final RpcMethod<Q, R> method;
    private final int windowBytes;
    private final boolean limited;
    private final CompletableFuture<StreamCall<Q, R>> opened = new CompletableFuture<>();
    private final CompletableFuture<@Nullable RpcException> over = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final StreamEnd end;
    private final StreamOpening opening;

    /** What this side has found to be wrong with the call; counts more than how its stream ended. */
    private final AtomicReference<@Nullable RpcException> failure = new AtomicReference<>();

    /** Nobody takes answers any more. */
    private volatile boolean left;

    /** Set by the reading thread, once. */
    private volatile @Nullable StreamAcceptance acceptance;

    /**
     * @param request {@code null} if the method has a stream of them
     * @param demand how many messages are wanted at first
     */
    StreamCall(ClientContext client, RpcMethod<Q, R> method, @Nullable Q request, CallOptions options, long demand) {
        super(client, method, request, options, true);
        this.method = method;
        this.limited = !timeout().equals(CallOptions.LONGEST);
        this.windowBytes = client.streams().budget().take();
        this.end = StreamEnd.ofClient(
                this::send, client.streams().writer(), StreamLimits.window(windowBytes), demand, new Observer());
        this.opening = new StreamOpening(this);
    }

    @Override
    void writeTo(LazyHeaders wire, Duration left) {
        if (limited) {
            wire.put(WireHeaders.TIMEOUT_MS, millis(left));
        }
        StreamHeaders.writeOpening(wire, client().streams().name(), end.granted());
    }

    StreamEnd end() {
        return end;
    }

    /** Whether it has a time limit. */
    boolean isLimited() {
        return limited;
    }

    /** What the instance has said that accepts it; {@code null} while none has. */
    @Nullable
    StreamAcceptance acceptance() {
        return acceptance;
    }

    /** Whether its opening is over, one way or the other, and that has been told. */
    boolean isOpened() {
        return opened.isDone();
    }

    /** Whether its end has come, on this side. */
    boolean hasEnded() {
        return ended.get();
    }

    /** The headers that have come so far: with the acceptance, and with the end. */
    RpcHeaders responseHeaders() {
        StreamAcceptance known = acceptance;
        RpcHeaders first = known == null ? RpcHeaders.EMPTY : known.headers();
        return end.ending() instanceof Ending.Finished finished ? first.with(RpcHeaders.of(finished.headers())) : first;
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
        opening.attempt();
        return opened;
    }

    /** It was not accepted, and will not be. */
    void refused(RpcException error) {
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
        ReadingThread.checkMayBlock();
        try {
            return open().get();
        } catch (InterruptedException e) {
            throw interrupted("while opening", Delivery.UNKNOWN);
        } catch (ExecutionException e) {
            throw (RpcException) e.getCause();
        }
    }

    /** Where the requests go, once it is open. */
    StreamCallRequests<Q> requests() {
        return new StreamCallRequests<>(this);
    }

    /** The answers, for one thread at a time. */
    MessageSource<R> responses() {
        return new MessageSource<>(end, method.responses(), new StreamCallAnswers<>(this));
    }

    /** How an end is to whoever takes the answers: an error, or {@code null}. */
    @Nullable
    RpcException errorOf(Ending ending) {
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

    RpcException failing(Code code, String text, @Nullable Throwable cause) {
        return fail(RpcException.ofCall(code, text, List.of(), Delivery.RAN, cause));
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
        StreamAcceptance known = acceptance;
        if (known == null) {
            throw new IllegalStateException("the call is not accepted yet");
        }
        String frames = ReservedTail.stream(subject(), known.instance(), known.slot());
        client().transport().publish(frames, null, headers, payload);
    }

    /** Tells the interceptors of the acceptance, if there is one; does nothing when repeated. */
    void tellAccepted() {
        StreamAcceptance known = acceptance;
        if (known != null) {
            listeners().accepted(known.headers());
        }
    }

    /** The stream has ended, with everything in it that still can be taken. */
    private void ended(@Nullable RpcException error) {
        if (ended.compareAndSet(false, true)) {
            if (left || !(end.ending() instanceof Ending.Finished)) {
                concluded();
            }
            if (acceptance == null) { // else its acceptance completes it
                boolean unusedIfSecond = error == null ? opened.complete(this) : opened.completeExceptionally(error);
            }
            over.complete(error);
        } else if (left) {
            concluded();
        }
    }

    /** Nothing of the call will be seen any more. */
    void concluded() {
        RpcException error = error();
        tellAccepted();
        listeners().end(error == null ? Outcome.answered(responseHeaders()) : Outcome.failed(error));
    }

    private final class Observer implements StreamEnd.Observer {
        @Override
        public void accepted(Headers headers) {
            StreamAcceptance said = StreamAcceptance.read(headers);
            if (said == null) {
                end.breakOff(Ending.Cause.PROTOCOL, "the service does not say where it is");
                return;
            }
            acceptance = said;
            client().retries().answered();
            client().streams().add(said.instance(), subject(), said.slot(), end);
            if (end.isReleased()) { // cancelled while it was being accepted
                client().streams().remove(said.instance(), said.slot(), end);
            }
            end.canSend();
            client().callbacks().execute(() -> {
                listeners().accepted(said.headers());
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
            StreamAcceptance known = acceptance;
            if (known != null) {
                client().streams().remove(known.instance(), known.slot(), end);
            }
            PendingCalls.Waiting waiting = waiting();
            if (waiting != null) {
                boolean unusedIfGone = waiting.leave();
            }
        }
    }
}
