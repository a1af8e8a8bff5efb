package io.github.stubject.runtime.internal.stream;

import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.nats.client.impl.Headers;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One end of a stream, on either side. Safe for any thread: frames come on a reading thread, messages are taken and given
 * by whoever uses the stream, and frames leave on the {@link FrameWriter}'s.
 *
 * <p>It <em>ends</em> once, for its user: when the server's last frame and everything before it has come, or when it is broken
 * off. It is <em>released</em> once, for the protocol: when both sides know of the end, or the other is gone.
 *
 * <p>It holds the one lock that all its parts share, and it is where threads wait. What happens goes the same way each time:
 * under the lock the {@link StreamState} changes, the {@link WriterTurn} is scheduled if frames are due, and who waits is
 * woken; then, without the lock, {@link Telling} tells the observer. Beats come in by {@link Liveness}.
 */
public final class StreamEnd {
    private final ReentrantLock lock = new ReentrantLock();
    /** Something may have come, there may be room, or it has ended. */
    private final Condition changed = lock.newCondition();

    private final StreamState state;
    private final Telling telling;
    private final WriterTurn turn;
    private final Liveness liveness;

    /** How frames leave. */
    @FunctionalInterface
    public interface Wire {
        /**
         * Hands a frame to the connection.
         *
         * @throws IllegalStateException if the connection does not take it
         */
        void publish(@Nullable Headers headers, byte[] payload);
    }

    /**
     * Who wants to know what happens. Called without a lock, on any thread, one call at a time or several; must neither
     * block nor throw.
     */
    public interface Observer {
        /**
         * The server serves the call; only on the client, which is to call {@link StreamEnd#canSend} then. The headers are those
         * of its first frame.
         */
        void accepted(Headers headers);

        /** There may be something to take, or room to send, or the end has come. */
        void changed();

        /** It has ended, on this side. */
        void ended(Ending ending);

        /** It needs no entry in any table any more. */
        void released();
    }

    private StreamEnd(StreamState state, Wire wire, FrameWriter writer, Observer observer) {
        this.state = state;
        this.telling = new Telling(lock, changed, state, observer);
        this.turn = new WriterTurn(lock, changed, state, telling, wire, writer);
        this.liveness = new Liveness(lock, changed, state, turn, telling);
    }

    /**
     * How much may come that nobody has taken yet.
     *
     * @param bytes at least 1; one message more than that may come
     */
    public record Window(int messages, int bytes) {}

    /** What was given at the opening, in all: to be said in its headers. */
    public record Credit(long messages, long bytes) {}

    /** The end of a client, which sends nothing before it is accepted. */
    public static StreamEnd ofClient(Wire wire, FrameWriter writer, Window window, long demand, Observer observer) {
        return new StreamEnd(new ClientState(window, demand, writer::largestFrame), wire, writer, observer);
    }

    /** The end of a server, with the credit that the client's opening gave. */
    public static StreamEnd ofServer(
            boolean json,
            Wire wire,
            FrameWriter writer,
            Window window,
            long demand,
            Credit fromClient,
            Observer observer) {
        StreamState state = new ServerState(json, window, demand, fromClient, writer::largestFrame);
        StreamEnd end = new StreamEnd(state, wire, writer, observer);
        end.canSend();
        return end;
    }

    /** What beats have to do with it. */
    Liveness liveness() {
        return liveness;
    }

    /** What this end has given in all. */
    public Credit granted() {
        lock.lock();
        try {
            return state.grant();
        } finally {
            lock.unlock();
        }
    }

    /** Sends a server's first frames: that it serves the call, and at once a second, which not every import lets pass. */
    public void accept(Headers headers) {
        lock.lock();
        try {
            state.accept(headers);
            turn.schedule();
        } finally {
            lock.unlock();
        }
    }

    /** A client knows where its frames go: they may leave. */
    public void canSend() {
        lock.lock();
        try {
            turn.open();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a message that came for this end, on a reading thread. */
    public void receive(InboundMessage message, Frame frame) {
        boolean accepted;
        lock.lock();
        try {
            if (state.isReleased()) {
                return;
            }
            accepted = state.receive(frame, message.headers());
            if (accepted) {
                telling.beginAccepting();
            }
            turn.schedule();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (accepted) {
            telling.accepted(message.headers()); // the first frame, so it is the message that has just come
        }
        telling.end();
        telling.changed();
    }

    /** Forgets it without a word to anybody: the other side gets to know of the end in another way. */
    public void abandon() {
        lock.lock();
        try {
            if (state.ending() == null) { // else somebody is about to tell it
                telling.keepEndToItself();
            }
            state.abandon();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        telling.end();
    }

    /** Ends it for its user at once. The other side is told, unless it is gone; messages that wait are dropped. */
    public void breakOff(Ending.Cause cause, String text) {
        lock.lock();
        try {
            state.breakOff(cause, text);
            turn.schedule();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        telling.end();
        telling.changed();
    }

    /** Takes a message to be sent, if there is room now. */
    public boolean offer(byte[] message) {
        lock.lock();
        try {
            return offerLocked(message);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a message to be sent, and waits for room; false if the stream ends before there is any. */
    public boolean send(byte[] message) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (state.isOpen()) {
                if (offerLocked(message)) {
                    return true;
                }
                changed.await();
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean offerLocked(byte[] message) {
        boolean taken = state.offer(message);
        turn.schedule();
        return taken;
    }

    /** How many messages the other side would take now. */
    public long room() {
        lock.lock();
        try {
            return state.room();
        } finally {
            lock.unlock();
        }
    }

    /** No message follows: a client's half-close. What waits still leaves. */
    public void halfClose() {
        finish(null, new byte[0], false);
    }

    /** A server has no more messages, and all went well; false if it was broken off before, which may have cost messages. */
    public boolean finishWell(Headers headers) {
        lock.lock();
        try {
            if (state.ending() != null) {
                return false;
            }
            finish(headers, new byte[0], false);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * No message follows: the last frame says how the call ended.
     *
     * @param dropWaiting whether messages that have not left yet are dropped
     */
    public void finish(@Nullable Headers headers, byte[] status, boolean dropWaiting) {
        lock.lock();
        try {
            if (dropWaiting) {
                state.outgoing.discard();
            }
            state.close(headers, status);
            turn.schedule();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next message; {@code null} if none is there, now or ever: see {@link #isExhausted}. */
    public @Nullable Slice poll() {
        lock.lock();
        try {
            return takeLocked();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next message; {@code null} if none will come. */
    public @Nullable Slice take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Slice slice = takeLocked();
                if (slice != null || isExhausted()) {
                    return slice;
                }
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What comes behind the acceptance is not taken before that has been told: another thread may be at it. */
    private @Nullable Slice takeLocked() {
        Slice slice = telling.isAccepting() ? null : state.take();
        turn.schedule(); // there may be credit to be given
        return slice;
    }

    /** Wants so many more messages. */
    public void demand(long more) {
        lock.lock();
        try {
            state.demand(more);
            turn.schedule();
        } finally {
            lock.unlock();
        }
    }

    /** Whether no message is there and none will come; {@link #ending} may say why. */
    public boolean isExhausted() {
        lock.lock();
        try {
            return !telling.isAccepting() && state.isExhausted();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it needs no entry in any table any more. */
    public boolean isReleased() {
        return state.isReleased();
    }

    /** How it ended; {@code null} while it has not. */
    public @Nullable Ending ending() {
        return state.ending();
    }
}
