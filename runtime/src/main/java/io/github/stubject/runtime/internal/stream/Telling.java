package io.github.stubject.runtime.internal.stream;

import io.nats.client.impl.Headers;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Tells the observer of a stream what has happened to it: that it is accepted, has ended and is released, each once, and
 * always without the lock. Whoever has changed the state under the lock calls this after it, on any thread. Nothing is told
 * before the acceptance; of the end and of the release two threads may tell at the same time.
 *
 * <p>What is to be told and has been is guarded by the lock of the {@link StreamEnd}.
 */
final class Telling {
    private final Lock lock;
    private final Condition changed;
    private final StreamState state;
    private final StreamEnd.Observer observer;
    private boolean accepting;
    private boolean endingTold;
    private boolean releaseTold;

    Telling(Lock lock, Condition changed, StreamState state, StreamEnd.Observer observer) {
        this.lock = lock;
        this.changed = changed;
        this.state = state;
        this.observer = observer;
    }

    /** The call is accepted, which the caller will tell by {@link #accepted}. With the lock. */
    void beginAccepting() {
        accepting = true;
    }

    /** Whether somebody is about to tell of the acceptance: nothing else is to be seen before. With the lock. */
    boolean isAccepting() {
        return accepting;
    }

    /** Nobody is told of the end. With the lock. */
    void keepEndToItself() {
        endingTold = true;
    }

    void accepted(@Nullable Headers headers) {
        observer.accepted(headers == null ? new Headers() : headers);
        lock.lock();
        try {
            accepting = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Tells of the end and of the release, if they have come and nobody has told yet. */
    void end() {
        if (state.ending() == null && !state.isReleased()) {
            return; // as after nearly every frame
        }
        Ending ending = null;
        boolean released = false;
        lock.lock();
        try {
            if (accepting) {
                return; // whoever tells that does this after it
            }
            if (!endingTold && state.ending() != null) {
                endingTold = true;
                ending = state.ending();
            }
            if (!releaseTold && state.isReleased()) {
                releaseTold = true;
                released = true;
            }
        } finally {
            lock.unlock();
        }
        if (ending != null) {
            observer.ended(ending);
        }
        if (released) {
            observer.released();
        }
    }

    /** There may be something to take, or room to send. */
    void changed() {
        observer.changed();
    }
}
