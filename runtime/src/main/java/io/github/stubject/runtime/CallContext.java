package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What an implementation can know of the call that it runs for, beyond the request, and a listener of the event that it
 * handles. Safe for any thread.
 *
 * <p>{@link #current()} gives it wherever the runtime calls user code on behalf of a call; {@link #wrap(Runnable) wrap}
 * carries it to other threads. Calls that are made in it inherit what is left of its deadline, and end when it is
 * cancelled.
 */
public final class CallContext implements Call {
    private static final ThreadLocal<@Nullable CallContext> CURRENT = new ThreadLocal<>();
    /** Outside of calls. */
    static final CallContext NONE = new CallContext();

    private final @Nullable RpcMethod<?, ?> method;
    private final String subject;
    private final @Nullable InboundMessage message;
    private final boolean limited;
    /** Of {@link System#nanoTime}, if it is limited. */
    private final long deadline;

    private final Cancellation cancellation;
    private final @Nullable StoredEvent storedEvent;
    private @Nullable RpcHeaders headers;
    private RpcHeaders responseHeaders = RpcHeaders.EMPTY;
    /** Written under this. */
    private volatile CallValues values = CallValues.NONE;

    private CallContext() {
        this.method = null;
        this.subject = "";
        this.message = null;
        this.limited = false;
        this.deadline = 0;
        this.cancellation = new Cancellation();
        this.storedEvent = null;
        this.headers = RpcHeaders.EMPTY;
    }

    CallContext(
            RpcMethod<?, ?> method,
            String subject,
            InboundMessage message,
            @Nullable Long deadline,
            Cancellation cancellation) {
        this(method, subject, message, deadline, cancellation, null);
    }

    /** For an event that comes from a stream of JetStream, or does not. */
    CallContext(
            RpcMethod<?, ?> method,
            String subject,
            InboundMessage message,
            @Nullable Long deadline,
            Cancellation cancellation,
            @Nullable StoredEvent storedEvent) {
        this.method = method;
        this.subject = subject;
        this.message = message;
        this.limited = deadline != null;
        this.deadline = deadline == null ? 0 : deadline;
        this.cancellation = cancellation;
        this.storedEvent = storedEvent;
    }

    /** The context of the call that this thread works for; outside of calls an empty one, without a deadline. */
    public static CallContext current() {
        CallContext current = CURRENT.get();
        return current == null ? NONE : current;
    }

    /** Whether there is a call at all. */
    public boolean isCall() {
        return method != null;
    }

    @Override
    public Side side() {
        return Side.HOST;
    }

    /** {@inheritDoc} @throws IllegalStateException outside of calls */
    @Override
    public RpcMethod<?, ?> method() {
        if (method == null) {
            throw new IllegalStateException("there is no call here");
        }
        return method;
    }

    /** {@inheritDoc} Empty outside of calls. */
    @Override
    public String subject() {
        return subject;
    }

    @Override
    public synchronized RpcHeaders headers() {
        if (headers == null) {
            headers = RpcHeaders.of(message == null ? null : message.headers());
        }
        return headers;
    }

    /**
     * What is left until the caller gives up, as it said when it called; zero or negative once it has passed. A running
     * implementation of a unary method is not stopped by it. {@link Long#MAX_VALUE} nanoseconds outside of calls, for events,
     * and for a stream without a deadline.
     */
    @Override
    public Duration timeLeft() {
        return Duration.ofNanos(limited ? deadline - System.nanoTime() : Long.MAX_VALUE);
    }

    /**
     * Adds headers to the response, be it an answer or an error, in place of those of the same names. Events have none, and
     * then this does nothing.
     *
     * @throws IllegalStateException outside of calls
     */
    @Override
    public synchronized void send(RpcHeaders headers) {
        if (!isCall()) {
            throw new IllegalStateException("there is no call here whose response could have headers");
        }
        responseHeaders = responseHeaders.with(headers);
    }

    synchronized RpcHeaders responseHeaders() {
        return responseHeaders;
    }

    /** {@inheritDoc} @throws IllegalStateException outside of calls */
    @Override
    public <T> void set(CallKey<T> key, T value) {
        if (!isCall()) {
            throw new IllegalStateException("there is no call here that could keep " + key);
        }
        synchronized (this) {
            values = values.with(key, value);
        }
    }

    @Override
    public <T> @Nullable T get(CallKey<T> key) {
        return values.get(key);
    }

    /** Where the event that is handled comes from; {@code null} if it is a core event, or a call. */
    public @Nullable StoredEvent storedEvent() {
        return storedEvent;
    }

    /** Whether the caller has taken the call back, or the host is stopping without waiting any longer. */
    public boolean isCancelled() {
        return cancellation.isCancelled();
    }

    /**
     * Has the action run once, on some thread of the runtime, when the call is cancelled; on this thread at once if it is.
     *
     * @return takes the action back
     */
    public Runnable onCancel(Runnable action) {
        return isCall() ? cancellation.onCancel(() -> run(action)) : () -> {};
    }

    /** The action in this context, whichever thread runs it. */
    public Runnable wrap(Runnable action) {
        return () -> run(action);
    }

    /** The task in this context, whichever thread runs it. */
    public <T> Callable<T> wrap(Callable<T> task) {
        return () -> {
            try (Scope unused = open()) {
                return task.call();
            }
        };
    }

    /** An executor whose tasks run in this context, on the threads of the given one. */
    public Executor wrap(Executor executor) {
        return action -> executor.execute(wrap(action));
    }

    private void run(Runnable action) {
        try (Scope unused = open()) {
            action.run();
        }
    }

    /** Makes this the context of the thread, until it is closed. */
    Scope open() {
        CallContext before = CURRENT.get();
        CURRENT.set(isCall() ? this : null);
        return () -> {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        };
    }
}
