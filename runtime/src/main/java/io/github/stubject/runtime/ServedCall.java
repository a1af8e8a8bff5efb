package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through a host, of any kind: how it begins, how it is taken back while it waits, and how it leaves.
 * Made by its {@link HostedMethod}, which runs it on the method's executor; it holds one of the host's places from then on
 * and gives it back once. Cancelling and aborting come on any thread; when the host closes, what is left is aborted.
 */
abstract class ServedCall<Q extends Message, R extends Message> implements TakenCall {
    static final String SHUTTING_DOWN = "this instance is shutting down";

    private final HostedMethod<Q, R> hosted;
    private final InboundMessage message;
    private final String subject;
    private final Admission.Place place;
    private final ReplySender replies;
    private final long takenUp = System.nanoTime();
    private final Cancellation cancellation = new Cancellation();

    // Guarded by this.
    private State state = State.WAITING;
    private @Nullable Thread runner;
    private boolean interruptible;
    private boolean left;

    // Set before the implementation runs, by the thread that runs it.
    private CallContext context = CallContext.NONE;
    private ListenerChain listeners = ListenerChain.NONE;

    private enum State {
        WAITING,
        RUNNING,
        ENDED
    }

    /** @param subject what was called, without a reserved tail */
    ServedCall(HostedMethod<Q, R> hosted, InboundMessage message, String subject, Admission.Place place) {
        this.hosted = hosted;
        this.message = message;
        this.subject = subject;
        this.place = place;
        this.replies = new ReplySender(hosted, message);
    }

    @Override
    public final String subject() {
        return subject;
    }

    final HostedMethod<Q, R> hosted() {
        return hosted;
    }

    final InboundMessage message() {
        return message;
    }

    final ReplySender replies() {
        return replies;
    }

    final CallContext context() {
        return context;
    }

    final ListenerChain listeners() {
        return listeners;
    }

    // Its way, on the thread that runs it.

    @Override
    public final void run() {
        synchronized (this) {
            if (state != State.WAITING) {
                return; // taken back while it waited
            }
            state = State.RUNNING;
            runner = Thread.currentThread();
        }
        try {
            begin();
        } catch (Throwable e) {
            failed(e);
        } finally {
            synchronized (this) {
                runner = null;
            }
            // A pool of platform threads would hand the flag on to the next call.
            boolean unused = Thread.interrupted();
            returned();
        }
    }

    private void begin() throws Exception {
        checkKind();
        Duration limit = RequestReader.timeout(message);
        if (timeTaken() >= limit.toNanos()) {
            hosted.counters().expired.increment();
            endUnserved();
            return;
        }
        if (!claim()) {
            endUnserved();
            return;
        }
        context = new CallContext(hosted.method(), subject, message, deadline(limit), cancellation);
        listeners = ListenerChain.of(hosted.host().interceptors());
        try (Scope unused = context.open()) {
            listeners.start(context);
            serve(limit);
        }
    }

    /** @throws RpcException if the caller takes the method for one of another kind */
    abstract void checkKind();

    /** Whether the call is to be served at all. */
    boolean claim() {
        return true;
    }

    /** When the call is to be over, by {@link System#nanoTime}; {@code null} if it may take any time. */
    @Nullable
    Long deadline(Duration limit) {
        return takenUp + limit.toNanos();
    }

    /** Serves the call, in its context; what it throws is given to {@link #failed}. */
    abstract void serve(Duration limit) throws Exception;

    /** It could not be served, or not to its end. */
    abstract void failed(Throwable thrown);

    /** Its thread is done with it; the call may go on. */
    void returned() {}

    private void endUnserved() {
        if (endOnce()) {
            leave();
        }
    }

    /** From now on its thread is interrupted if the implementation is stopped; whether that has not happened already. */
    final synchronized boolean becomeInterruptible() {
        interruptible = true;
        return !cancellation.isCancelled();
    }

    // Its end, on any thread.

    /** Makes this the end of the call; whether it is the first one. */
    final synchronized boolean endOnce() {
        if (state == State.ENDED) {
            return false;
        }
        state = State.ENDED;
        return true;
    }

    final synchronized boolean isEnded() {
        return state == State.ENDED;
    }

    /** Whether its thread is not done with it. */
    final synchronized boolean hasRunner() {
        return runner != null;
    }

    /** Whether the implementation has been stopped. */
    final boolean isStopped() {
        return cancellation.isCancelled();
    }

    /** How long it has been here. */
    final long timeTaken() {
        return System.nanoTime() - takenUp;
    }

    /** A failure as its caller is told of it, with the response's headers. */
    final RpcException toCaller(Throwable failure) {
        RpcException known = ServedErrors.toCaller(failure, hosted.method(), context);
        return known.withHeaders(context.responseHeaders().with(known.headers()));
    }

    /** Counts its end, and tells the interceptors of it. */
    final void concluded(Outcome outcome) {
        hosted.counters().processingNanos.add(timeTaken());
        listeners.end(outcome);
    }

    /** Tells the implementation that nobody waits for it, and interrupts its thread. */
    final void stopImplementation() {
        List<Runnable> due;
        synchronized (this) {
            due = cancellation.cancel();
            if (interruptible && runner != null && runner != Thread.currentThread()) {
                runner.interrupt();
            }
        }
        due.forEach(Threads.callbacks()::execute);
    }

    @Override
    public final void cancel() {
        if (takeBack()) {
            hosted.counters().cancelled.increment();
            replies.refuse(RpcException.refusal(Code.CANCELLED, "cancelled before it ran"));
            leave();
        } else {
            cancelRunning();
        }
    }

    /** Its caller takes it back, when it does not wait any more; it may have ended. */
    abstract void cancelRunning();

    @Override
    public final void abort() {
        if (takeBack()) {
            hosted.counters().rejected.increment();
            replies.refuse(RpcException.refusal(Code.UNAVAILABLE, SHUTTING_DOWN));
            leave();
        } else {
            abortRunning();
        }
    }

    /** The host waits no longer, and it does not wait any more; it may have ended. */
    abstract void abortRunning();

    private synchronized boolean takeBack() {
        if (state != State.WAITING) {
            return false;
        }
        state = State.ENDED;
        return true;
    }

    /** Gives its place back; does nothing when repeated. */
    final void leave() {
        synchronized (this) {
            if (left) {
                return;
            }
            left = true;
        }
        String replyTo = message.replyTo();
        if (replyTo != null) {
            hosted.host().running().remove(replyTo, this);
        }
        leaving();
        hosted.gate().leave(place);
    }

    /** It is about to give its place back. */
    void leaving() {}
}
