package io.github.stubject.runtime.internal.stream;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * The turn of a stream on the {@link FrameWriter}'s thread: frames that are due are made, and handed to the connection. Few at
 * a time, so that other streams have theirs. It is scheduled by whoever changes the state, with the lock of the
 * {@link StreamEnd}, which guards what is here; it runs on the writer's thread only, and hands frames over without the lock.
 */
final class WriterTurn implements Runnable {
    private static final int MOST_FRAMES = 16;

    private final Lock lock;
    private final Condition changed;
    private final StreamState state;
    private final Telling telling;
    private final StreamEnd.Wire wire;
    private final FrameWriter writer;
    private boolean open;
    private boolean scheduled;
    private boolean drained; // the writer's thread alone

    WriterTurn(
            Lock lock, Condition changed, StreamState state, Telling telling, StreamEnd.Wire wire, FrameWriter writer) {
        this.lock = lock;
        this.changed = changed;
        this.state = state;
        this.telling = telling;
        this.wire = wire;
        this.writer = writer;
    }

    /** It is known where frames go. With the lock. */
    void open() {
        open = true;
        schedule();
    }

    /** Has it run, if there is a frame to be sent. With the lock. */
    void schedule() {
        if (open && !scheduled && state.hasFrame()) {
            scheduled = true;
            writer.schedule(this);
        }
    }

    @Override
    public void run() {
        for (int i = 0; i < MOST_FRAMES; i++) {
            Outgoing.Ready ready = next();
            if (ready == null) {
                return;
            }
            handOver(ready);
            if (drained) {
                drained = false;
                telling.changed();
            }
        }
        writer.schedule(this);
    }

    private Outgoing.@Nullable Ready next() {
        lock.lock();
        try {
            Outgoing.Ready ready = state.nextFrame();
            if (ready == null) {
                scheduled = false;
            } else if (state.takeDrained()) {
                drained = true;
                changed.signalAll();
            }
            return ready;
        } finally {
            lock.unlock();
        }
    }

    private void handOver(Outgoing.Ready ready) {
        String failure = null;
        try {
            wire.publish(ready.headers(), ready.payload());
        } catch (IllegalStateException | IllegalArgumentException e) {
            failure = "the connection did not take a frame: " + e.getMessage();
        }
        if (failure != null || ready.isDone()) {
            endAfter(ready, failure);
        }
    }

    private void endAfter(Outgoing.Ready ready, @Nullable String failure) {
        lock.lock();
        try {
            if (failure != null) {
                state.breakOff(Ending.Cause.UNSENT, failure);
            }
            if (ready.isDone()) {
                state.release();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        telling.end();
    }
}
