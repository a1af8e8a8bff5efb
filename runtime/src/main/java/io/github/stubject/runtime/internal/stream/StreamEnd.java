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
 */
public final class StreamEnd {
    private static final int FRAMES_IN_TURN = 16;

    /** How long the last word of the other side is waited for, which lives. */
    private static final int MOST_TICKS_AFTER_END = 30;

    private final boolean server;
    private final Wire wire;
    private final FrameWriter writer;
    private final Observer observer;
    private final Runnable turn = this::flush;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Incoming incoming;
    private final Outgoing outgoing;
    private boolean scheduled;
    private boolean canSend;
    private @Nullable Ending ending;
    private boolean halfClosedByPeer;
    private boolean released;
    private boolean accepted;
    private boolean acceptBeingTold;
    private boolean doubted = true;
    /** Set under the lock; looked at by beats, for which ten thousand idle streams must cost nothing. */
    private volatile boolean toBeMentioned = true;

    private volatile boolean perhapsOver;
    /** Touched by the thread that keeps time only. */
    private int ticks;

    private int ticksAfterEnd;
    private boolean endingTold;
    private boolean releaseTold;

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

    private StreamEnd(
            boolean server,
            boolean json,
            Wire wire,
            FrameWriter writer,
            Window window,
            long demand,
            Observer observer) {
        this.server = server;
        this.wire = wire;
        this.writer = writer;
        this.observer = observer;
        this.incoming = new Incoming(window.messages(), window.bytes(), demand);
        this.outgoing = new Outgoing(json, writer::largestFrame);
        this.canSend = server;
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
        StreamEnd end = new StreamEnd(false, false, wire, writer, window, demand, observer);
        end.incoming.grant();
        return end;
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
        StreamEnd end = new StreamEnd(true, json, wire, writer, window, demand, observer);
        end.outgoing.credit(fromClient.messages(), fromClient.bytes());
        return end;
    }

    /** What this end has given in all. */
    public Credit granted() {
        lock.lock();
        try {
            incoming.grant();
            return new Credit(incoming.grantedMessages(), incoming.grantedBytes());
        } finally {
            lock.unlock();
        }
    }

    /** Sends a server's first frames: that it serves the call, and at once a second, which not every import lets pass. */
    public void accept(Headers headers) {
        lock.lock();
        try {
            if (accepted || outgoing.isLastSent()) {
                return;
            }
            accepted = true;
            outgoing.acceptDue(headers);
            schedule();
        } finally {
            lock.unlock();
        }
    }

    /** A client knows where its frames go: they may leave. */
    public void canSend() {
        lock.lock();
        try {
            canSend = true;
            schedule();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a message that came for this end, on a reading thread. */
    public void receive(InboundMessage message, Frame frame) {
        boolean tellAccepted = false;
        lock.lock();
        try {
            if (released) {
                return;
            }
            checkType(frame.type());
            Incoming.Fault fault = arrive(frame, message.headers());
            for (Incoming.Arrived next = incoming.next();
                    next != null && fault == Incoming.Fault.NONE;
                    next = incoming.next()) {
                if (next.frame().type() == FrameType.ACCEPT && !accepted && ending == null) {
                    tellAccepted = true;
                    acceptBeingTold = true;
                }
                fault = handle(next);
            }
            handleInAnyOrder(frame.type());
            if (fault == Incoming.Fault.LOST) {
                breakOffLocked(Ending.Cause.LOST, "a frame was lost");
            } else if (fault == Incoming.Fault.TOO_MUCH) {
                breakOffLocked(Ending.Cause.PROTOCOL, "the other side sent more than it was allowed to");
            }
            changed.signalAll();
        } catch (MalformedFrameException e) {
            breakOffLocked(Ending.Cause.PROTOCOL, "the other side sent a malformed frame: " + e.getMessage());
        } finally {
            lock.unlock();
        }
        if (tellAccepted) {
            tellAccepted(message.headers());
        }
        tellEnding();
        observer.changed();
    }

    /** Once it has ended, nothing is kept until others come. */
    private Incoming.Fault arrive(Frame frame, @Nullable Headers headers) {
        return ending == null || frame.sequence() == incoming.sequence() + 1
                ? incoming.arrive(frame, headers)
                : Incoming.Fault.NONE;
    }

    /** It is the first frame, so it is the message that has just come. */
    private void tellAccepted(@Nullable Headers headers) {
        observer.accepted(headers == null ? new Headers() : headers);
        lock.lock();
        try {
            acceptBeingTold = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void checkType(FrameType type) throws MalformedFrameException {
        boolean right = switch (type) {
            case ACCEPT -> !server;
            case CANCEL, DONE -> server;
            case DATA, CREDIT, END -> true;
        };
        if (!right) {
            throw new MalformedFrameException(type + " comes from the wrong side");
        }
    }

    /** What ends a stream counts even if frames before it are lost: nobody waits for them any more. */
    private void handleInAnyOrder(FrameType type) {
        if (type == FrameType.CANCEL) {
            breakOffLocked(Ending.Cause.CANCELLED_BY_PEER, "the caller has cancelled the call");
        } else if (type == FrameType.DONE && outgoing.isLastSent()) {
            release();
        } else if (type == FrameType.END && !server && ending != null) {
            outgoing.doneDue();
            schedule();
        }
    }

    private Incoming.Fault handle(Incoming.Arrived arrived) throws MalformedFrameException {
        Frame frame = arrived.frame();
        if (!server && !accepted && frame.type() != FrameType.ACCEPT) {
            throw new MalformedFrameException("the call is not accepted yet");
        }
        switch (frame.type()) {
            case ACCEPT -> {
                accepted = true;
                outgoing.credit(frame.body());
            }
            case CREDIT -> outgoing.credit(frame.body());
            case DATA -> {
                if (ending == null) {
                    Incoming.Fault fault = incoming.keep(frame);
                    if (fault != Incoming.Fault.NONE) {
                        return fault;
                    }
                }
            }
            case END -> {
                return handleEnd(arrived);
            }
            case CANCEL -> {
                // Handled already, when it came.
            }
            case DONE -> {
                if (!outgoing.isLastSent()) {
                    throw new MalformedFrameException("the caller is done before the call is");
                }
            }
        }
        return Incoming.Fault.NONE;
    }

    private Incoming.Fault handleEnd(Incoming.Arrived arrived) throws MalformedFrameException {
        Varint.Reader body = arrived.frame().body();
        long messages = body.number();
        boolean complete = incoming.end(arrived, messages);
        if (server) {
            halfClosedByPeer = true;
            return complete ? Incoming.Fault.NONE : Incoming.Fault.LOST;
        }
        outgoing.doneDue();
        schedule();
        if (ending == null && complete) {
            outgoing.discard();
            perhapsOver = true;
            ending = new Ending.Finished(
                    arrived.headers(),
                    arrived.frame().data(),
                    body.position(),
                    arrived.frame().json());
        }
        return complete || ending != null ? Incoming.Fault.NONE : Incoming.Fault.LOST;
    }

    /** Tells what the lock-holder found out; each once. */
    private void tellEnding() {
        Ending told = null;
        boolean tellReleased = false;
        lock.lock();
        try {
            if (acceptBeingTold) {
                return; // whoever tells that does this after it
            }
            if (ending != null && !endingTold) {
                endingTold = true;
                told = ending;
            }
            if (released && !releaseTold) {
                releaseTold = true;
                tellReleased = true;
            }
        } finally {
            lock.unlock();
        }
        if (told != null) {
            observer.ended(told);
        }
        if (tellReleased) {
            observer.released();
        }
    }

    /** What has come may be taken still. */
    private void release() {
        released = true;
        outgoing.discard();
    }

    /** Forgets it without a word to anybody: the other side gets to know of the end in another way. */
    public void abandon() {
        lock.lock();
        try {
            if (ending == null) {
                ending = new Ending.Broken(Ending.Cause.CANCELLED, "never accepted");
            }
            endingTold = true;
            release();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        tellEnding();
    }

    /** Ends it for its user at once. The other side is told, unless it is gone; messages that wait are dropped. */
    public void breakOff(Ending.Cause cause, String text) {
        lock.lock();
        try {
            breakOffLocked(cause, text);
        } finally {
            lock.unlock();
        }
        tellEnding();
        observer.changed();
    }

    private void breakOffLocked(Ending.Cause cause, String text) {
        boolean peerGone = cause == Ending.Cause.PEER_GONE || cause == Ending.Cause.DISCONNECTED;
        if (ending == null) {
            ending = new Ending.Broken(cause, text);
            perhapsOver = true;
            boolean endedByPeer = incoming.discard();
            // A server that has finished has said how; what it has sent before must not be missing then.
            if (!server || !outgoing.isClosed()) {
                outgoing.discard();
            }
            if (!server && !peerGone) {
                outgoing.cancelDue();
                if (endedByPeer) {
                    outgoing.doneDue();
                }
                schedule();
            }
        }
        if (peerGone) {
            release();
        }
        changed.signalAll();
    }

    /** Has frames made and sent, on the writer's thread. */
    private void schedule() {
        if (!scheduled && !released && canSend) {
            scheduled = true;
            writer.schedule(turn);
        }
    }

    private void flush() {
        for (int i = 0; i < FRAMES_IN_TURN; i++) {
            Outgoing.Ready ready;
            lock.lock();
            try {
                ready = released ? null : outgoing.next(incoming);
                toBeMentioned = true;
                if (ready == null) {
                    scheduled = false;
                    return;
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            try {
                wire.publish(ready.headers(), ready.payload());
            } catch (IllegalStateException | IllegalArgumentException e) {
                breakOff(Ending.Cause.UNSENT, "the connection did not take a frame: " + e.getMessage());
            }
            afterFrame(ready);
        }
        writer.schedule(turn);
    }

    private void afterFrame(Outgoing.Ready ready) {
        if (!server && ready.isDone()) {
            lock.lock();
            try {
                release();
            } finally {
                lock.unlock();
            }
            tellEnding();
        }
        observer.changed();
    }

    /** Takes a message to be sent, if there is room now. */
    public boolean offer(byte[] message) {
        lock.lock();
        try {
            if (ending != null || !outgoing.hasRoom(message.length)) {
                return false;
            }
            outgoing.add(message);
            schedule();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a message to be sent, and waits for room; false if the stream ends before there is any. */
    public boolean send(byte[] message) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (ending == null && !outgoing.isClosed()) {
                if (outgoing.hasRoom(message.length)) {
                    outgoing.add(message);
                    schedule();
                    return true;
                }
                changed.await();
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** How many messages the other side would take now. */
    public long room() {
        lock.lock();
        try {
            return ending != null ? 0 : outgoing.room();
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
            if (ending != null) {
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
                outgoing.discard();
            }
            outgoing.close(headers, status);
            perhapsOver = true;
            schedule();
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
        Slice slice = acceptBeingTold ? null : incoming.take();
        if (slice != null) {
            giveCredit();
        }
        return slice;
    }

    private void giveCredit() {
        if (ending == null && incoming.isCreditDue()) {
            outgoing.creditDue();
            schedule();
        }
    }

    /** Wants so many more messages. */
    public void demand(long more) {
        lock.lock();
        try {
            incoming.demand(more);
            giveCredit();
        } finally {
            lock.unlock();
        }
    }

    /** Whether no message is there and none will come; {@link #ending} may say why. */
    public boolean isExhausted() {
        lock.lock();
        try {
            return !acceptBeingTold && incoming.isEmpty() && (ending != null || halfClosedByPeer);
        } finally {
            lock.unlock();
        }
    }

    /** Whether it needs no entry in any table any more. */
    public boolean isReleased() {
        lock.lock();
        try {
            return released;
        } finally {
            lock.unlock();
        }
    }

    /** How it ended; {@code null} while it has not. */
    public @Nullable Ending ending() {
        lock.lock();
        try {
            return ending;
        } finally {
            lock.unlock();
        }
    }

    /** A beat is due. What has ended is forgotten some time, even if the other side does not do its part. */
    void tick() {
        ticks++;
        if (!perhapsOver) {
            return;
        }
        lock.lock();
        try {
            boolean over = server ? outgoing.isLastSent() : ending != null;
            if (over && ++ticksAfterEnd > MOST_TICKS_AFTER_END) {
                release();
            }
        } finally {
            lock.unlock();
        }
        tellEnding();
    }

    /** For how many beats it has been there. */
    int ticks() {
        return ticks;
    }

    /** The other side may have forgotten it. */
    void doubt() {
        lock.lock();
        try {
            doubted = true;
            toBeMentioned = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What a beat is to say of it: how far it has sent, unless the other side is known to have it all; and so, until it is
     * forgotten, of a server's that has come to its end.
     */
    Beat.@Nullable Sent sent(String slot) {
        if (!toBeMentioned) {
            return null;
        }
        lock.lock();
        try {
            toBeMentioned = doubted || outgoing.isUnseen() || (server && outgoing.isLastSent());
            return released || !toBeMentioned ? null : new Beat.Sent(slot, outgoing.handedOver());
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
            if (incoming.isLost(sent.sequence(), patienceNanos)) {
                if (!server && ending != null) {
                    release();
                }
                boolean one = !server && incoming.hasFirstOnly();
                breakOffLocked(
                        one ? Ending.Cause.ONE_FRAME_ONLY : Ending.Cause.LOST,
                        one ? "only the first frame came" : "a frame was lost");
            }
            seen = new Beat.Seen(sent.slot(), incoming.sequence(), incoming.grantedMessages(), incoming.grantedBytes());
        } finally {
            lock.unlock();
        }
        tellEnding();
        observer.changed();
        return seen;
    }

    /** The other side has got so far. */
    void seenByPeer(Beat.Seen seen) {
        lock.lock();
        try {
            doubted = false;
            outgoing.seen(seen.sequence());
            outgoing.credit(seen.messages(), seen.bytes());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        observer.changed();
    }
}
