package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.stream.Ending;
import io.github.stubject.runtime.internal.stream.StreamEnd;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One streaming call on its way through a host: opened by a request, accepted once it is served, ended once. Runs on its
 * method's executor; an asynchronous one leaves it at once. Holds one of the host's places for streams until it has ended
 * and no thread works for it any more. May be ended by any thread: by its implementation, its caller, its deadline, what
 * happens to the connection, or a host that waits no longer.
 */
final class ServedStream<Q extends Message, R extends Message> implements TakenCall {
    private static final int WINDOW_MESSAGES = 4096;

    /** What a frame has around a message, at most. */
    private static final int AROUND = 64;

    private final HostedMethod<Q, R> hosted;
    private final InboundMessage message;
    private final String subject;
    private final Admission.Place place;
    private final HostStreams streams;
    private final StreamHandler<Q, R> handler;
    private final ReplySender replies;
    private final String slot;
    private final String frameSubject;
    private final long takenUp = System.nanoTime();
    private final Cancellation cancellation = new Cancellation();
    private final AtomicBoolean left = new AtomicBoolean();
    /** Told whenever there may be something to take or room to send; they do not block. */
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    // Guarded by this.
    private State state = State.WAITING;
    private @Nullable Thread runner;
    private @Nullable Future<?> timeout;
    private boolean accepted;
    /** From then on it can be ended by anybody; before, only its runner may end it. */
    private boolean open;

    private @Nullable RpcException stoppedEarly;

    // Set before the implementation runs, by the thread that runs it.
    private CallContext context = CallContext.NONE;
    private ListenerChain listeners = ListenerChain.NONE;
    private @Nullable StreamEnd end;
    private @Nullable Q request;
    private int windowBytes;
    private String link = "";

    private enum State {
        WAITING,
        RUNNING,
        ENDED
    }

    ServedStream(
            HostedMethod<Q, R> hosted,
            StreamHandler<Q, R> handler,
            InboundMessage message,
            String subject,
            Admission.Place place) {
        this.hosted = hosted;
        this.message = message;
        this.subject = subject;
        this.place = place;
        this.streams = hosted.host().streams();
        this.handler = handler;
        this.replies = new ReplySender(hosted, message);
        this.slot = streams.newSlot();
        this.frameSubject = ReservedTail.stream(subject, hosted.host().instance(), slot);
    }

    @Override
    public String subject() {
        return subject;
    }

    String slot() {
        return slot;
    }

    /** Where the client's frames come. */
    String frameSubject() {
        return frameSubject;
    }

    StreamEnd end() {
        if (end == null) {
            throw new IllegalStateException("not open yet");
        }
        return end;
    }

    @Override
    public void run() {
        synchronized (this) {
            if (state != State.WAITING) {
                return; // taken back while it waited
            }
            state = State.RUNNING;
            runner = Thread.currentThread();
        }
        try {
            serve();
        } catch (Throwable e) {
            complete(e);
        } finally {
            synchronized (this) {
                runner = null;
            }
            // A pool of platform threads would hand the flag on to the next call.
            boolean unused = Thread.interrupted();
            if (handler.isBlocking() || isEnded()) {
                leave();
            }
        }
    }

    private void serve() throws Exception {
        StreamHeaders.Opening opening = StreamHeaders.readOpening(message);
        if (opening == null) {
            throw RpcException.refusal(
                    Code.INVALID_ARGUMENT,
                    hosted.method().fullName() + " is a stream: it needs a client that knows the protocol of Stubject");
        }
        boolean limited = message.header(WireHeaders.TIMEOUT_MS) != null;
        Duration limit = RequestReader.timeout(message);
        if (System.nanoTime() - takenUp >= limit.toNanos()) {
            expire();
            return;
        }
        String replyTo = message.replyTo();
        if (replyTo != null && !streams.claim(replyTo, this)) {
            boolean unusedIfCancelled = endOnce(); // the first one serves the call
            return;
        }
        Long deadline = limited ? takenUp + limit.toNanos() : null;
        context = new CallContext(hosted.method(), subject, message, deadline, cancellation);
        listeners = new ListenerChain(hosted.host().interceptors());
        try (Scope unused = context.open()) {
            listeners.start(context);
            if (!hosted.method().kind().isRequestStream()) {
                Q single = RequestReader.read(hosted.method(), message, subject);
                listeners.request(single);
                request = single;
            }
            open(opening);
            if (limited) {
                endAfter(limit);
            }
            if (!mayRun()) {
                return;
            }
            try (Scope unusedToo = listeners.scope()) {
                handler.handle(this);
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
            hosted.counters().cancelled.increment();
            tell(early, true);
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

    private void open(StreamHeaders.Opening opening) {
        String replyTo = message.replyTo();
        if (replyTo == null) {
            throw RpcException.refusal(Code.INVALID_ARGUMENT, "a stream needs a reply subject");
        }
        boolean manyRequests = hosted.method().kind().isRequestStream();
        windowBytes = manyRequests ? streams.budget().take() : 0;
        link = opening.link();
        end = StreamEnd.ofServer(
                replies.encoding() == Encoding.JSON,
                (headers, payload) -> hosted.host().transport().publish(replyTo, null, headers, payload),
                streams.writer(),
                new StreamEnd.Window(WINDOW_MESSAGES, Math.max(1, windowBytes)),
                manyRequests && handler.isBlocking() ? Long.MAX_VALUE : 0,
                opening.credit(),
                new Observer());
        streams.add(link, this);
    }

    private void endAfter(Duration limit) {
        Future<?> scheduled = streams.after(
                limit.minusNanos(System.nanoTime() - takenUp),
                () -> breakOff(Ending.Cause.DEADLINE, "its time was over while it ran"));
        synchronized (this) {
            timeout = scheduled;
            if (state == State.ENDED) {
                scheduled.cancel(false);
            }
        }
    }

    private final class Observer implements StreamEnd.Observer {
        @Override
        public void accepted(Headers headers) {
            // Clients only.
        }

        @Override
        public void changed() {
            watchers.forEach(Runnable::run);
        }

        @Override
        public void ended(Ending ending) {
            if (ending instanceof Ending.Broken broken) {
                brokenOff(broken);
            }
        }

        @Override
        public void released() {
            streams.remove(link, ServedStream.this);
            streams.budget().giveBack(windowBytes);
            unclaim();
        }
    }

    // What handlers use.

    /** The request; not for methods with a stream of them. */
    Q request() {
        Q single = request;
        if (single == null) {
            throw new IllegalStateException("there is no single request");
        }
        return single;
    }

    CallContext context() {
        return context;
    }

    ListenerChain listeners() {
        return listeners;
    }

    HostedMethod<Q, R> hosted() {
        return hosted;
    }

    /** Tells the caller that the call is served; does nothing when repeated. */
    void accept() {
        synchronized (this) {
            if (accepted || state == State.ENDED) {
                return;
            }
            accepted = true;
        }
        Headers headers = new Headers();
        context.responseHeaders().writeTo(headers);
        StreamHeaders.writeAccept(headers, hosted.host().instance(), slot);
        end().accept(headers);
    }

    /** The requests, for a thread that may wait for them. */
    Stream<Q> requests() {
        return BlockingMessages.stream(requestSource());
    }

    /** The requests, for who does not want to wait. */
    Flow.Publisher<Q> requestPublisher() {
        PollingPublisher<Q> publisher = new PollingPublisher<>(
                requestSource(), new SerialExecutor(this::callUserCode), () -> {}, this::failAndStop);
        watchers.add(publisher::changed);
        return publisher;
    }

    private MessageSource<Q> requestSource() {
        return new MessageSource<>(end(), hosted.method().requests(), new Requests());
    }

    private final class Requests implements MessageSource.Owner<Q> {
        @Override
        public void taken(Q message) {
            listeners.request(message);
        }

        @Override
        public RpcException malformed(String text) {
            return new RpcException(Code.INVALID_ARGUMENT, "a request of the stream is no valid message: " + text);
        }

        @Override
        public RpcException refused(RpcException failure) {
            RpcException error = failure.withDelivery(Delivery.RAN); // the implementation has
            failAndStop(error);
            return error;
        }

        @Override
        public @Nullable RpcException errorOf(Ending ending) {
            return ending instanceof Ending.Broken broken ? StreamErrors.ofServer(broken) : null;
        }

        @Override
        public void exhausted() {
            // The call goes on.
        }
    }

    /** Runs user code on another thread, as the implementation runs: in its context and in the interceptors' scopes. */
    private void callUserCode(Runnable code) {
        Threads.callbacks().execute(context.wrap(inScopes(code)));
    }

    private Runnable inScopes(Runnable code) {
        return () -> {
            try (Scope unused = listeners.scope()) {
                code.run();
            }
        };
    }

    /** Sends all that a stream has, at the pace of the caller, and completes the call. */
    void sendAll(@Nullable Stream<R> responses) throws InterruptedException {
        if (responses == null) {
            throw new IllegalStateException("the implementation returned null");
        }
        try (responses) {
            accept();
            responses.sequential().forEachOrdered(this::sendOrStop);
        } catch (StreamOverException e) {
            // The call has ended; what comes of that is seen to below.
        }
        complete(null);
    }

    /** Sends a single response and completes the call. */
    void sendOnly(@Nullable R response) {
        try {
            sendOrStop(checked(response));
        } catch (StreamOverException e) {
            // The call has ended; what comes of that is seen to below.
        }
        complete(null);
    }

    private static <T> T checked(@Nullable T response) {
        if (response == null) {
            throw new IllegalStateException("the implementation returned null");
        }
        return response;
    }

    private void sendOrStop(R response) {
        byte[] data = encoded(response);
        try {
            if (!end().send(data)) {
                throw new StreamOverException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (isEnded()) {
                throw new StreamOverException();
            }
            throw new IllegalStateException("interrupted while sending an answer", e);
        }
    }

    /** A response as it is sent. */
    byte[] encoded(R response) {
        listeners.response(response);
        byte[] data = MessageCodec.write(response, replies.encoding());
        long most = hosted.host().transport().maxPayload();
        if (most > 0 && data.length + AROUND > most) {
            throw new RpcException(
                    Code.RESOURCE_EXHAUSTED,
                    "an answer of " + hosted.method().fullName() + " has " + data.length + " bytes, the server takes "
                            + most + " (its max_payload)");
        }
        return data;
    }

    /** Sends all that a publisher has, at the pace of the caller, and completes the call. */
    void publish(Flow.@Nullable Publisher<R> responses) {
        accept();
        OutgoingSubscriber<R> subscriber = sender();
        checked(responses).subscribe(subscriber);
    }

    private OutgoingSubscriber<R> sender() {
        OutgoingSubscriber<R> subscriber =
                new OutgoingSubscriber<>(end(), this::encoded, new SerialExecutor(this::callUserCode), this::complete);
        watchers.add(subscriber::changed);
        Runnable unused = context.onCancel(inScopes(() -> subscriber.stop(null)));
        return subscriber;
    }

    /** Sends what a future gets and completes the call. */
    void publishOnly(@Nullable CompletableFuture<R> response) {
        CompletableFuture<R> future = checked(response);
        Runnable unusedForget = context.onCancel(inScopes(() -> future.cancel(true)));
        CompletableFuture<?> unused = future.whenComplete((value, failure) -> {
            if (failure != null) {
                complete(failure);
            } else if (value == null) {
                complete(new IllegalStateException("the implementation returned null"));
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

    /** Ends the call by what the implementation did; the first end counts. */
    void complete(@Nullable Throwable failure) {
        if (end != null && end.ending() instanceof Ending.Broken broken) {
            brokenOff(broken); // what the implementation does then follows from it
            return;
        }
        if (!endOnce()) {
            return;
        }
        if (failure == null) {
            RpcHeaders headers = context.responseHeaders();
            Headers wire = new Headers();
            headers.writeTo(wire);
            StreamHeaders.mark(wire);
            if (end().finishWell(wire)) {
                ended(Outcome.answered(headers));
            } else if (end().ending() instanceof Ending.Broken broken) { // and its observer has not said so yet
                failed(broken);
            }
        } else {
            fail(failure);
        }
    }

    private void fail(Throwable failure) {
        RpcException known = ServedErrors.toCaller(failure, hosted.method(), context);
        RpcException error = known.withHeaders(context.responseHeaders().with(known.headers()));
        boolean refused = error.delivery() == Delivery.NOT_RUN;
        (refused ? hosted.counters().invalid : hosted.counters().errors).increment();
        hosted.counters().lastError(error);
        tell(error, false);
        ended(Outcome.failed(error));
    }

    /** Tells the caller how it ended: behind what was sent, or, if it was never accepted, as any call does. */
    private void tell(RpcException error, boolean dropWaiting) {
        boolean wasAccepted;
        synchronized (this) {
            wasAccepted = accepted;
            accepted = true;
        }
        if (!wasAccepted || end == null) {
            replies.refuse(error);
            if (end != null) {
                end.abandon();
            }
            return;
        }
        Headers headers = ErrorCodec.headers(error);
        if (replies.encoding() == Encoding.JSON) {
            headers.put(WireHeaders.CONTENT_TYPE, Encoding.JSON_TYPE);
        }
        StreamHeaders.mark(headers);
        end.finish(headers, ErrorCodec.body(error, replies.encoding()), dropWaiting);
    }

    private synchronized boolean endOnce() {
        if (state == State.ENDED) {
            return false;
        }
        state = State.ENDED;
        return true;
    }

    private synchronized boolean isEnded() {
        return state == State.ENDED;
    }

    private void ended(Outcome outcome) {
        Future<?> scheduled;
        boolean working;
        synchronized (this) {
            scheduled = timeout;
            working = runner != null;
        }
        if (scheduled != null) {
            scheduled.cancel(false);
        }
        hosted.counters().processingNanos.add(System.nanoTime() - takenUp);
        listeners.end(outcome);
        if (!working) {
            leave();
        }
    }

    private void leave() {
        if (left.compareAndSet(false, true)) {
            String replyTo = message.replyTo();
            if (replyTo != null) {
                hosted.host().running().remove(replyTo, this);
            }
            if (end == null) { // else once it is released
                unclaim();
            }
            hosted.gate().leave(place);
        }
    }

    private void unclaim() {
        String replyTo = message.replyTo();
        if (replyTo != null) {
            streams.unclaim(replyTo, this);
        }
    }

    private void expire() {
        if (endOnce()) {
            hosted.counters().expired.increment();
        }
    }

    private void breakOff(Ending.Cause cause, String text) {
        Ending.Broken broken = new Ending.Broken(cause, text);
        if (!stopEarly(StreamErrors.ofServer(broken).code(), text)) {
            end().breakOff(cause, text);
            brokenOff(broken);
        }
    }

    /** The caller, the way or the time has ended it. */
    private void brokenOff(Ending.Broken broken) {
        if (endOnce()) {
            failed(broken);
        }
    }

    private void failed(Ending.Broken broken) {
        RpcException error = StreamErrors.ofServer(broken);
        hosted.counters().cancelled.increment();
        if (broken.cause() != Ending.Cause.PEER_GONE && broken.cause() != Ending.Cause.DISCONNECTED) {
            tell(error, true);
        }
        stopImplementation();
        ended(Outcome.failed(error));
    }

    /** Ends the call by what the implementation may not know of, and tells it so. */
    private void failAndStop(Throwable failure) {
        complete(failure);
        stopImplementation();
    }

    private void stopImplementation() {
        List<Runnable> due;
        synchronized (this) {
            due = cancellation.cancel();
            if (runner != null && runner != Thread.currentThread()) {
                runner.interrupt();
            }
        }
        due.forEach(Threads.callbacks()::execute);
    }

    @Override
    public void cancel() {
        if (takeBack()) {
            hosted.counters().cancelled.increment();
            replies.refuse(RpcException.refusal(Code.CANCELLED, "cancelled before it ran"));
            leave();
        } else {
            breakOff(Ending.Cause.CANCELLED_BY_PEER, "the caller has cancelled the call");
        }
    }

    private synchronized boolean takeBack() {
        if (state != State.WAITING) {
            return false;
        }
        state = State.ENDED;
        return true;
    }

    @Override
    public void abort() {
        String text = "this instance is shutting down";
        if (takeBack()) {
            hosted.counters().rejected.increment();
            replies.refuse(RpcException.refusal(Code.UNAVAILABLE, text));
            leave();
        } else if (!stopEarly(Code.UNAVAILABLE, text) && endOnce()) {
            RpcException stopping = new RpcException(Code.UNAVAILABLE, text);
            hosted.counters().cancelled.increment();
            tell(stopping, true);
            stopImplementation();
            ended(Outcome.failed(stopping));
        }
    }

    /** Ends the sending of a stream whose call has ended. */
    private static final class StreamOverException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private StreamOverException() {
            super(null, null, false, false);
        }
    }
}
