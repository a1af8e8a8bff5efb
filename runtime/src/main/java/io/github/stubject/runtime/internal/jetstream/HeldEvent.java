package io.github.stubject.runtime.internal.jetstream;

import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One event that this instance has, and for whose ack JetStream waits. Changed by its {@link HeldEvents} only. */
public final class HeldEvent {
    private final InboundMessage message;
    private volatile AckSubject ack;
    private volatile boolean gone;
    State state = State.WAITING;

    /** When JetStream last heard of it, and when it began to run. */
    long told;

    long started;
    private @Nullable Runnable cancel;
    private boolean cancelled;

    enum State {
        WAITING,
        RUNNING,
        /** It is being put aside: it does not run, and is not told of yet. */
        ASIDE,
        /** It runs for too long, and JetStream is not told any more that it does. */
        GIVEN_UP,
        ENDED
    }

    HeldEvent(InboundMessage message, AckSubject ack, long now) {
        this.message = message;
        this.ack = ack;
        this.told = now;
    }

    /** As it came first. */
    public InboundMessage message() {
        return message;
    }

    /** Of the last time that it came. */
    public AckSubject ack() {
        return ack;
    }

    void again(AckSubject latest, long now) {
        this.ack = Objects.requireNonNull(latest);
        this.told = now;
    }

    void setGone() {
        gone = true;
    }

    /** Whether its stream is gone: what is said of it now would be said of another event of the same number. */
    public boolean isGone() {
        return gone;
    }

    /** Says how its run is cancelled; cancels it at once if that is due. */
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                cancel = action;
                return;
            }
        }
        action.run();
    }

    /** Whether its run was cancelled: then it may have returned without having done its work. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Cancels its run, once. */
    public void cancel() {
        Runnable action;
        synchronized (this) {
            action = cancelled ? null : cancel;
            cancelled = true;
        }
        if (action != null) {
            action.run();
        }
    }
}
