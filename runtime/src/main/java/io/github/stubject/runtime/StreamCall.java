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
    private final CompletableFuture<StreamCall<Q, R>> opened = new CompletableFuture<>();
    private final CompletableFuture<@Nullable RpcException> over = new CompletableFuture<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final StreamEnd end;

    // Set by the reading thread when the call is accepted.
    private volatile String instance = "";
    private volatile String slot = "";
    private volatile RpcHeaders headersAtStart = RpcHeaders.EMPTY;
    private volatile RpcHeaders headersAtEnd = RpcHeaders.EMPTY;

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

    RpcHeaders headersAtStart() {
        return headersAtStart;
    }

    RpcHeaders headersAtEnd() {
        return headersAtEnd;
    }

    String instance() {
        return instance;
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
            checkConnected();
            Runnable forget = followParent();
            CompletableFuture<?> unused = over.whenComplete((error, never) -> forget.run());
            Replies replies = new Replies();
            Duration wait = limited && timeout().compareTo(ACCEPT_LIMIT) < 0 ? timeout() : ACCEPT_LIMIT;
            replies.open(wait);
            publish(replies, timeout());
        } catch (RpcException e) {
            end.abandon();
            ended(e);
        }
        return opened;
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
            RpcException failure = interrupted("while opening", Delivery.UNKNOWN);
            throw failure;
        } catch (ExecutionException e) {
            throw (RpcException) e.getCause();
        }
    }

    /** Sends a request, waiting for room. @return false if the call has ended */
    boolean send(Q request) throws InterruptedException {
        return end.send(encoded(request));
    }

    /** A request as it is sent. */
    byte[] encoded(Q request) {
        listeners().request(request);
        byte[] data = request.toByteArray();
        long most = client().transport().maxPayload();
        if (most > 0 && data.length + AROUND > most) {
            throw RpcException.notSent(
                    Code.RESOURCE_EXHAUSTED,
                    "a request to " + subject() + " has " + data.length + " bytes, the server takes " + most
                            + " (its max_payload)");
        }
        return data;
    }

    /** The answers, for one thread at a time. */
    MessageSource<R> responses() {
        return new MessageSource<>(
                end,
                method.responses(),
                this::answered,
                this::errorOf,
                e -> RpcException.ofCall(
                        Code.INTERNAL,
                        "an answer of " + method.fullName() + " is no valid message: " + e,
                        List.of(),
                        Delivery.RAN,
                        null));
    }

    private @Nullable RpcException errorOf(Ending ending) {
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

    /** Ends it as one that nobody has an interest in any more. Does nothing once it has ended. */
    void stop(String why) {
        cancel(why);
    }

    /** Ends it as one whose requests have failed. */
    void fail(Throwable failure) {
        cancel("its requests have failed: " + failure.getClass().getName());
    }

    /** Runs user code on behalf of the call: in the context that it was made in, and in the interceptors' scopes. */
    Executor userCode() {
        return code -> client().callbacks().execute(() -> runUserCode(code));
    }

    private void send(@Nullable Headers headers, byte[] payload) {
        client().transport().publish(ReservedTail.stream(subject(), instance, slot), null, headers, payload);
    }

    private void ended(@Nullable RpcException error) {
        if (over.complete(error)) {
            listeners().end(error == null ? Outcome.answered(headersAtEnd) : Outcome.failed(error));
            if (!slot.isEmpty()) { // the error comes behind the messages
                boolean unusedIfTold = opened.complete(this);
            } else if (error != null) {
                boolean unusedIfAccepted = opened.completeExceptionally(error);
            }
        }
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
            instance = itsInstance;
            slot = itsSlot;
            headersAtStart = RpcHeaders.of(headers);
            client().streams().add(itsInstance, subject(), itsSlot, end);
            if (end.isReleased()) { // cancelled while it was being accepted
                client().streams().remove(itsInstance, itsSlot);
            }
            end.canSend();
            client().callbacks().execute(() -> opened.complete(StreamCall.this));
        }

        @Override
        public void changed() {
            watchers.forEach(Runnable::run);
        }

        @Override
        public void ended(Ending ending) {
            if (ending instanceof Ending.Finished finished) {
                headersAtEnd = RpcHeaders.of(finished.headers());
            }
            client().callbacks().execute(() -> StreamCall.this.ended(errorOf(ending)));
        }

        @Override
        public void released() {
            client().streams().budget().giveBack(windowBytes);
            if (!slot.isEmpty()) {
                client().streams().remove(instance, slot);
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
                fail(RpcException.notSent(Code.UNAVAILABLE, method.fullName() + ": nobody serves " + subject()));
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
                end.abandon();
                client().callbacks()
                        .execute(() -> ended(
                                error.delivery() == Delivery.NOT_RUN && error.code() == Code.UNAVAILABLE
                                        ? explainedAbsence(error)
                                        : error));
            }
        }

        @Override
        void expire() {
            if (limited && timeLeft().isNegative()) {
                breakOff(Ending.Cause.DEADLINE, "its time is over");
            } else if (slot.isEmpty()) {
                breakOff(
                        Ending.Cause.DEADLINE,
                        subject() + " was not accepted within " + ACCEPT_LIMIT.toMillis() + " ms");
            } else if (limited) {
                boolean unusedIfClosing = expireIn(Math.max(1, timeLeft().toNanos()));
            }
        }

        @Override
        void close() {
            end.breakOff(Ending.Cause.DISCONNECTED, PendingCalls.CLOSED_MEANWHILE);
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
