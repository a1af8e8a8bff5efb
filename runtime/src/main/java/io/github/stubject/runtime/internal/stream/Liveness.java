package io.github.stubject.runtime.internal.stream;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * What the beats of a {@link Link} say and learn about one stream. Ticks come from the thread that keeps time, everything else
 * from that one and from those that read beats. A stream that does not move is looked at without the lock of the
 * {@link StreamEnd}, under which its state is.
 */
final class Liveness {
    /** How long the last word of the other side is waited for, which lives. */
    private static final int MOST_TICKS_AFTER_END = 30;

    private final Lock lock;
    private final Condition changed;
    private final StreamState state;
    private final WriterTurn turn;
    private final Telling telling;

    private volatile boolean doubted = true;

    // Touched by the thread that keeps time only.
    private int ticks;
    private int ticksAfterEnd;

    Liveness(Lock lock, Condition changed, StreamState state, WriterTurn turn, Telling telling) {
        this.lock = lock;
        this.changed = changed;
        this.state = state;
        this.turn = turn;
        this.telling = telling;
    }

    /**
     * A beat is due. What has ended is forgotten some time, even if the other side does not do its part.
     *
     * @return whether the other side has been heard since the last one
     */
    boolean tick() {
        ticks++;
        boolean heard = state.takeHeard();
        if (!state.isPerhapsOver()) {
            return heard;
        }
        lock.lock();
        try {
            if (state.isOver() && ++ticksAfterEnd > MOST_TICKS_AFTER_END) {
                state.release();
            }
        } finally {
            lock.unlock();
        }
        telling.end();
        return heard;
    }

    /** For how many beats it has been there. */
    int ticks() {
        return ticks;
    }

    /** The other side may have forgotten it. */
    void doubt() {
        doubted = true;
    }

    /**
     * What a beat is to say of it: how far it has sent, unless the other side is known to have it all; and so, until it is
     * forgotten, of a server's that has come to its end.
     */
    Beat.@Nullable Sent sent(String slot) {
        if (!doubted && !state.isPerhapsUnseen()) {
            return null;
        }
        lock.lock();
        try {
            boolean unseen = state.isUnseen();
            return (doubted || unseen) && !state.isReleased() ? new Beat.Sent(slot, state.outgoing.handedOver()) : null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The other side has sent so far; what is said to it in turn. Said again while frames are missing, they are lost: so is the
     * call, and if that is known already, the last frame, which the client waits for.
     */
    Beat.Seen sentByPeer(Beat.Sent sent, long patienceNanos) {
        Beat.Seen seen;
        lock.lock();
        try {
            Incoming incoming = state.incoming;
            if (incoming.isLost(sent.sequence(), patienceNanos)) {
                state.lost();
                turn.schedule();
                changed.signalAll();
            }
            seen = new Beat.Seen(sent.slot(), incoming.sequence(), incoming.grantedMessages(), incoming.grantedBytes());
        } finally {
            lock.unlock();
        }
        telling.end();
        telling.changed();
        return seen;
    }

    /** The other side has got so far. */
    void seenByPeer(Beat.Seen seen) {
        lock.lock();
        try {
            doubted = false;
            state.outgoing.seen(seen.sequence());
            state.outgoing.credit(seen.messages(), seen.bytes());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        telling.changed();
    }
}
