package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One call on the client, of any kind: what it sends, how long it may take, who follows it and how it is taken back. Made by
 * an {@link RpcClient} and used once, by its caller's thread and then by callbacks, one after the other. It may be cancelled
 * from any thread: by the caller, or by the call in whose context it is made. When the client is closed, what it waits for ends.
 */
abstract class OutgoingCall implements Call {
    static final Runnable NOTHING = () -> {};

    private final ClientContext client;
    private final RpcMethod<?, ?> method;
    private final @Nullable Message request;
    private final CallOptions options;
    private final OutgoingRequest sent;
    private final CallContext parent = CallContext.current();
    private final ListenerChain listeners;
    private final String subject;
    private final Duration timeout;
    private final long deadline;
    /** Written under this. */
    private volatile CallValues values = CallValues.NONE;

    // What cancelling ends, guarded by this.
    private PendingCalls.@Nullable Waiting waiting;
    private boolean cancelled;

    /**
     * For one call.
     *
     * @param request {@code null} if there is none when the call is opened
     * @throws RpcException if the subject cannot be made
     */
    OutgoingCall(
            ClientContext client,
            RpcMethod<?, ?> method,
            @Nullable Message request,
            CallOptions options,
            boolean askInstance) {
        this.client = client;
        this.method = method;
        this.request = request;
        this.options = options;
        this.sent = new OutgoingRequest(method, options.headers(), askInstance);
        this.listeners = ListenerChain.of(client.interceptors());
        String own = method.parameters()
                .subjectFor(request == null ? method.requests().prototype() : request);
        this.subject = client.prefix().isEmpty() ? own : client.prefix() + own;
        this.timeout = ownOrInherited();
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /** What the call may take: its own time, or what is left to the one that it serves, if that is less. */
    private Duration ownOrInherited() {
        Duration asked = options.timeout();
        Duration own = asked == null ? method.timeout() : asked;
        if (!parent.isCall()) {
            return own;
        }
        Duration inherited = parent.timeLeft();
        return own.compareTo(inherited) < 0 ? own : inherited;
    }

    @Override
    public final Side side() {
        return Side.CLIENT;
    }

    @Override
    public final RpcMethod<?, ?> method() {
        return method;
    }

    @Override
    public final String subject() {
        return subject;
    }

    @Override
    public final RpcHeaders headers() {
        return sent.headers();
    }

    @Override
    public final Duration timeLeft() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    @Override
    public final void send(RpcHeaders more) {
        sent.add(more);
    }

    @Override
    public final <T> void set(CallKey<T> key, T value) {
        synchronized (this) {
            values = values.with(key, value);
        }
    }

    @Override
    public final <T> @Nullable T get(CallKey<T> key) {
        return values.get(key);
    }

    final ClientContext client() {
        return client;
    }

    final CallOptions options() {
        return options;
    }

    final ListenerChain listeners() {
        return listeners;
    }

    /** All that the call may take, from when it was made. */
    final Duration timeout() {
        return timeout;
    }

    /**
     * Refuses what must not be sent, shows the call to the interceptors and encodes the request.
     *
     * @throws RpcException if it is not to be sent; to be ended with {@link #listeners}
     */
    final void begin() {
        if (Thread.currentThread().isInterrupted()) {
            throw RpcException.notSent(Code.CANCELLED, "interrupted before calling " + method.fullName());
        }
        if (parent.isCancelled()) {
            throw RpcException.notSent(
                    Code.CANCELLED, "the call that " + method.fullName() + " was to be called for is cancelled");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw RpcException.notSent(
                    Code.DEADLINE_EXCEEDED, "no time is left for calling " + subject + "; it was not called");
        }
        listeners.start(this);
        if (request != null) {
            listeners.request(request);
            sent.encode(request);
        }
        sent.checkSize(wireHeaders(timeout), client.transport(), "the request to", subject);
    }

    /** Cancels this call when the one is cancelled that it is made for; returned is what takes that back. */
    final Runnable followParent() {
        if (!parent.isCall()) {
            return NOTHING;
        }
        return parent.onCancel(() -> cancel("cancelled, as the call that it was made for was"));
    }

    /** However the future is completed, by its caller too, the call ends with it. */
    final void cancelWith(CompletableFuture<?> result) {
        Runnable forget = followParent();
        CompletableFuture<?> unused = result.whenComplete((value, error) -> {
            forget.run();
            cancel("cancelled by its caller");
        });
    }

    /** @throws RpcException if not */
    final void checkConnected() {
        if (!client.transport().isConnected()) {
            throw RpcException.notSent(Code.UNAVAILABLE, "not connected to NATS; " + subject + " was not called");
        }
    }

    /**
     * Sends the request, to be answered to what waits; that leaves the table if it fails. It may have been ended before that,
     * and is known not to have run all the same.
     *
     * @param left how long the answer is waited for
     * @throws RpcException if it was not sent
     */
    final void publish(PendingCalls.Waiting awaiting, Duration left) {
        if (!enter(awaiting)) {
            awaiting.leave();
            throw cancelled();
        }
        try {
            client.transport().publish(calledSubject(), awaiting.replyTo(), wireHeaders(left), sent.data());
        } catch (IllegalStateException | IllegalArgumentException e) {
            awaiting.leave();
            throw RpcException.ofCall(
                    Code.UNAVAILABLE,
                    "the connection did not take the request to " + subject + ": " + e.getMessage(),
                    List.of(),
                    Delivery.NOT_RUN,
                    e);
        } catch (RuntimeException | Error e) {
            awaiting.leave();
            throw e;
        }
    }

    private String calledSubject() {
        String instance = options.instance();
        return instance == null ? subject : ReservedTail.call(subject, instance);
    }

    private @Nullable Headers wireHeaders(Duration left) {
        return sent.wireHeaders(wire -> writeTo(wire, left));
    }

    /** Adds what the protocol has to say of this kind of call. */
    void writeTo(LazyHeaders wire, Duration left) {
        if (!left.equals(RpcMethod.DEFAULT_TIMEOUT)) {
            wire.put(WireHeaders.TIMEOUT_MS, millis(left));
        }
    }

    static String millis(Duration left) {
        return Long.toString(left.plusNanos(999_999).toMillis());
    }

    /** Makes this the thing that cancelling ends; false if the call is cancelled already. */
    private synchronized boolean enter(PendingCalls.Waiting what) {
        waiting = what;
        return !cancelled;
    }

    private RpcException cancelled() {
        return RpcException.notSent(Code.CANCELLED, "calling " + method.fullName() + " was cancelled");
    }

    final synchronized PendingCalls.@Nullable Waiting waiting() {
        return waiting;
    }

    /** Ends what is under way, and says so to the service if it may be running. Does nothing once the call has ended. */
    final void cancel(String why) {
        PendingCalls.Waiting current;
        synchronized (this) {
            cancelled = true;
            current = waiting;
        }
        if (current != null && current.cancel(why)) {
            tellNobodyWaits(current);
        }
    }

    /** Tells those who may still work for the call that it has ended. */
    final void tellNobodyWaits(PendingCalls.Waiting awaiting) {
        try {
            if (client.transport().isConnected()) {
                client.transport()
                        .publish(ReservedTail.cancel(subject), awaiting.replyTo(), null, OutgoingRequest.NOTHING);
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            // The service runs on to its end, then; the caller is free all the same.
        }
    }

    /** The interrupted caller's error, with the flag set again. */
    final RpcException interrupted(String when, Delivery delivery) {
        cancel("interrupted");
        Thread.currentThread().interrupt();
        return RpcException.ofCall(
                Code.CANCELLED, "interrupted " + when + " " + method.fullName(), List.of(), delivery, null);
    }

    /** The failure of a call that nobody has got. */
    final RpcException absence() {
        String instance = options.instance();
        String who = instance == null ? "nobody serves " : "instance " + instance + " does not serve ";
        return RpcException.notSent(Code.UNAVAILABLE, method.fullName() + ": " + who + subject);
    }

    /** The failure of a call that nobody was there for, with what may be the reason. Not for the reading thread. */
    final RpcException explainedAbsence(RpcException failure) {
        return options.instance() == null ? client.absences().explain(failure, method, timeLeft()) : failure;
    }

    /**
     * Shows an answer to the interceptors.
     *
     * @throws RpcException if one refuses it
     */
    final void answered(Message response) {
        try {
            listeners.response(response);
        } catch (RpcException e) {
            throw e.withDelivery(Delivery.RAN); // it may be that of a call which an interceptor made
        } catch (RuntimeException | Error e) { // or a future would never end
            throw RpcException.ofCall(
                    Code.INTERNAL,
                    "an interceptor refused the answer of " + method.fullName(),
                    List.of(),
                    Delivery.RAN,
                    e);
        }
    }

    /**
     * Runs something in a while, or at once when the call is cancelled.
     *
     * @throws RpcException if it cannot wait
     */
    final void pause(Duration length, Runnable then) {
        PendingCalls.Waiting pause = client.calls().newPause(then);
        pause.open(length);
        if (!enter(pause)) {
            boolean unusedAsItRuns = pause.cancel("");
        }
    }

    /** Runs user code, in the context in which the call was made and in the interceptors' scopes. */
    final void runUserCode(Runnable code) {
        listeners.runUserCode(parent, code);
    }
}
