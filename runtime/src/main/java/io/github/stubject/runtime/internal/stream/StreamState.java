package io.github.stubject.runtime.internal.stream;

import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where one end of a stream is in the protocol: what both sides have in common. {@link ClientState} and {@link ServerState}
 * are the two tables of states in {@code docs/wire-protocol.md}.
 *
 * <p>Knows neither threads nor the connection: frames go in, and those that are due come out of {@link #nextFrame}. Guarded by
 * the lock of its {@link StreamEnd}; what is volatile is set under the lock and may be looked at without it.
 */
abstract class StreamState {
    final Incoming incoming;
    final Outgoing outgoing;

    private boolean accepted;
    private volatile @Nullable Ending ending;
    private volatile boolean released;

    // For beats, to which ten thousand idle streams must cost nothing.
    private volatile boolean perhapsOver;
    private volatile boolean perhapsUnseen = true;
    private volatile boolean heard;

    StreamState(Incoming incoming, Outgoing outgoing) {
        this.incoming = incoming;
        this.outgoing = outgoing;
    }

    // The rules in which the two sides differ.

    /** Whether such a frame may come from the other side. */
    abstract boolean mayCome(FrameType type);

    /** Handles the next frame in order. */
    abstract Incoming.Fault handle(Incoming.Arrived arrived) throws MalformedFrameException;

    /** What ends a stream counts even if frames before it are lost: nobody waits for them any more. */
    abstract void handleInAnyOrder(FrameType type);

    /**
     * It has just been broken off.
     *
     * @param lastWaited whether the other side's last frame had come already, ahead of others
     */
    abstract void brokenOff(boolean lastWaited);

    /** The other side has sent frames that do not come. */
    abstract void lost();

    /** Whether nothing is left to do but to wait for the last word of the other side. */
    abstract boolean isOver();

    /** Whether beats say that this side has ended it, until the other side has forgotten it. */
    abstract boolean isEndRepeated();

    // What comes.

    /** Takes a frame; whether the call is accepted by it. */
    final boolean receive(Frame frame, @Nullable Headers headers) {
        heard = true;
        boolean awaited = !accepted && ending == null;
        try {
            if (!mayCome(frame.type())) {
                throw new MalformedFrameException(frame.type() + " comes from the wrong side");
            }
            Incoming.Fault fault = arrive(frame, headers);
            for (Incoming.Arrived next = incoming.next();
                    next != null && fault == Incoming.Fault.NONE;
                    next = incoming.next()) {
                fault = handle(next);
            }
            handleInAnyOrder(frame.type());
            if (fault == Incoming.Fault.LOST) {
                breakOff(Ending.Cause.LOST, "a frame was lost");
            } else if (fault == Incoming.Fault.TOO_MUCH) {
                breakOff(Ending.Cause.PROTOCOL, "the other side sent more than it was allowed to");
            }
        } catch (MalformedFrameException e) {
            breakOff(Ending.Cause.PROTOCOL, "the other side sent a malformed frame: " + e.getMessage());
        }
        return awaited && accepted;
    }

    /** Once it has ended, nothing is kept until others come. */
    private Incoming.Fault arrive(Frame frame, @Nullable Headers headers) {
        return ending == null || frame.sequence() == incoming.sequence() + 1
                ? incoming.arrive(frame, headers)
                : Incoming.Fault.NONE;
    }

    /** Keeps messages, if somebody may still want them. */
    final Incoming.Fault keep(Frame frame) throws MalformedFrameException {
        return ending == null ? incoming.keep(frame) : Incoming.Fault.NONE;
    }

    /** The next message; {@code null} if none is there. */
    final @Nullable Slice take() {
        Slice slice = incoming.take();
        if (slice != null) {
            giveCredit();
        }
        return slice;
    }

    final void demand(long more) {
        incoming.demand(more);
        giveCredit();
    }

    private void giveCredit() {
        if (ending == null && incoming.isCreditDue()) {
            outgoing.creditDue();
        }
    }

    /** All that this side has given so far. */
    final StreamEnd.Credit grant() {
        incoming.grant();
        return new StreamEnd.Credit(incoming.grantedMessages(), incoming.grantedBytes());
    }

    /** Whether no message is there and none will come. */
    final boolean isExhausted() {
        return incoming.isEmpty() && (ending != null || incoming.hasEnded());
    }

    // What leaves.

    /** Lets a server say that it serves the call, unless it has, or has ended it. */
    final void accept(Headers headers) {
        if (!accepted && !outgoing.isLastSent()) {
            accepted = true;
            outgoing.acceptDue(headers);
        }
    }

    /** Whether messages may be sent, now or later. */
    final boolean isOpen() {
        return ending == null && !outgoing.isClosed();
    }

    /** Takes a message to be sent, if there is room now. */
    final boolean offer(byte[] message) {
        if (ending != null || !outgoing.hasRoom(message.length)) {
            return false;
        }
        outgoing.add(message);
        return true;
    }

    /** Whether there is room again for messages after there was none; says so once. */
    final boolean takeDrained() {
        return outgoing.takeDrained();
    }

    final long room() {
        return ending != null ? 0 : outgoing.room();
    }

    /** No message follows, but for those that wait. */
    final void close(@Nullable Headers headers, byte[] status) {
        outgoing.close(headers, status);
        perhapsOver = true;
    }

    /** Whether there is something for {@link #nextFrame}. */
    final boolean hasFrame() {
        return !released && outgoing.hasNext();
    }

    /** The next frame to leave, once the one before has been given to the connection; {@code null} if there is none. */
    final Outgoing.@Nullable Ready nextFrame() {
        perhapsUnseen = true;
        return released ? null : outgoing.next(incoming);
    }

    // How it ends.

    /** Whether the call is accepted: by the other side, or by this one. */
    final boolean isAccepted() {
        return accepted;
    }

    /** The other side serves the call. */
    final void accepted() {
        accepted = true;
    }

    /** How it ended for this side; {@code null} while it has not. For any thread, without the lock. */
    final @Nullable Ending ending() {
        return ending;
    }

    /** It ends for this side, which happens once. */
    final void end(Ending how) {
        ending = how;
        perhapsOver = true;
    }

    /** Ends it for its user, unless it has ended; what waits is dropped. A peer that is gone is waited for no longer. */
    final void breakOff(Ending.Cause cause, String text) {
        if (ending == null) {
            end(new Ending.Broken(cause, text));
            brokenOff(incoming.discard());
        }
        if (cause == Ending.Cause.PEER_GONE || cause == Ending.Cause.DISCONNECTED) {
            release();
        }
    }

    /** Forgets it without a word to the other side. */
    final void abandon() {
        if (ending == null) {
            end(new Ending.Broken(Ending.Cause.CANCELLED, "never accepted"));
        }
        release();
    }

    /** Whether both sides know of the end, or one is gone. For any thread, without the lock. */
    final boolean isReleased() {
        return released;
    }

    /** Nothing is said or heard any more. What has come may be taken still. */
    final void release() {
        released = true;
        outgoing.discard();
    }

    // What beats ask.

    /** Whether a frame has come since this was asked last. For one thread, without the lock. */
    final boolean takeHeard() {
        boolean now = heard;
        if (now) {
            heard = false; // one that comes meanwhile is as good as this one
        }
        return now;
    }

    /** Whether {@link #isOver} may hold. For any thread, without the lock. */
    final boolean isPerhapsOver() {
        return perhapsOver;
    }

    /** Whether {@link #isUnseen} may hold. For any thread, without the lock. */
    final boolean isPerhapsUnseen() {
        return perhapsUnseen;
    }

    /** Whether the other side is not known to have all that was sent, or to have forgotten what has ended. */
    final boolean isUnseen() {
        perhapsUnseen = outgoing.isUnseen() || isEndRepeated();
        return perhapsUnseen;
    }
}
