package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One event that a client publishes: what its interceptors see, what it sends and how long that may take. Used once. Safe for
 * any thread.
 */
final class OutgoingEvent<E extends Message> implements Call {
    private final ClientContext client;
    private final EventMethod<E> event;
    private final E message;
    private final CallContext parent = CallContext.current();
    private final ListenerChain listeners;
    private final String subject;
    private final long deadline;
    /** Written under this. */
    private volatile CallValues values = CallValues.NONE;

    private final OutgoingRequest sent;

    /**
     * For one event.
     *
     * @param timeout what it may take, unless the call in whose context it is published has less
     * @throws RpcException if the subject cannot be made
     */
    OutgoingEvent(ClientContext client, EventMethod<E> event, E message, RpcHeaders headers, Duration timeout) {
        this.client = client;
        this.event = event;
        this.message = message;
        this.sent = new OutgoingRequest(event.method(), headers, false);
        this.listeners = ListenerChain.of(client.interceptors());
        this.subject = client.prefix() + event.subjectFor(message);
        Duration inherited = parent.isCall() ? parent.timeLeft() : timeout;
        this.deadline = System.nanoTime() + (timeout.compareTo(inherited) < 0 ? timeout : inherited).toNanos();
    }

    @Override
    public Side side() {
        return Side.CLIENT;
    }

    @Override
    public RpcMethod<?, ?> method() {
        return event.method();
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public RpcHeaders headers() {
        return sent.headers();
    }

    @Override
    public Duration timeLeft() {
        return Duration.ofNanos(nanosLeft());
    }

    long nanosLeft() {
        return deadline - System.nanoTime();
    }

    @Override
    public void send(RpcHeaders more) {
        sent.add(more);
    }

    @Override
    public <T> void set(CallKey<T> key, T value) {
        synchronized (this) {
            values = values.with(key, value);
        }
    }

    @Override
    public <T> @Nullable T get(CallKey<T> key) {
        return values.get(key);
    }

    EventMethod<E> event() {
        return event;
    }

    ListenerChain listeners() {
        return listeners;
    }

    /** The payload; empty before {@link #begin} and {@link #show}. */
    byte[] data() {
        return sent.data();
    }

    /**
     * Refuses what must not be published, shows the event to the interceptors and encodes it.
     *
     * @throws RpcException if it is not to be published; to be ended with {@link #listeners}
     */
    void begin() {
        if (Thread.currentThread().isInterrupted()) {
            throw RpcException.notSent(Code.CANCELLED, "interrupted before publishing " + event.fullName());
        }
        if (parent.isCancelled()) {
            throw RpcException.notSent(
                    Code.CANCELLED, "the call that " + event.fullName() + " was to be published for is cancelled");
        }
        if (nanosLeft() <= 0) {
            throw RpcException.notSent(
                    Code.DEADLINE_EXCEEDED, "no time is left for " + subject + "; it was not published");
        }
        show();
    }

    /**
     * Shows the event to the interceptors and encodes it.
     *
     * @throws RpcException if it is not to be published; to be ended with {@link #listeners}
     */
    void show() {
        listeners.start(this);
        listeners.request(message);
        sent.encode(message);
    }

    /**
     * The headers to send; {@code null} if there are none.
     *
     * @param more adds what those who keep the event look at
     */
    @Nullable
    Headers wireHeaders(Consumer<LazyHeaders> more) {
        return sent.wireHeaders(more);
    }

    /** @throws RpcException if the server does not take a message of this size */
    void checkSize(@Nullable Headers wire) {
        sent.checkSize(wire, client.transport(), "the event on", subject);
    }

    /** Runs the action when the call is cancelled that this is published for; returned is what takes that back. */
    Runnable onParentsCancel(Runnable action) {
        return parent.onCancel(action);
    }

    /** Runs user code, in the context in which the event was published and in the interceptors' scopes. */
    void runUserCode(Runnable code) {
        listeners.runUserCode(parent, code);
    }
}
