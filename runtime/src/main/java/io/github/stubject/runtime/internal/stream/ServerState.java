package io.github.stubject.runtime.internal.stream;

import java.util.function.IntSupplier;

/**
 * Where the server of a stream is: it takes messages until the client's END, its own END is the only end of the call, and it
 * remembers the call until the client is DONE. It ends for its user, in the sense of {@link #ending}, only when it is broken
 * off. Guarded by the lock of its {@link StreamEnd}.
 */
final class ServerState extends StreamState {
    ServerState(
            boolean json, StreamEnd.Window window, long demand, StreamEnd.Credit fromClient, IntSupplier largestFrame) {
        super(new Incoming(window.messages(), window.bytes(), demand), new Outgoing(json, largestFrame));
        outgoing.credit(fromClient.messages(), fromClient.bytes());
    }

    @Override
    boolean mayCome(FrameType type) {
        return switch (type) {
            case DATA, CREDIT, END, CANCEL, DONE -> true;
            case ACCEPT -> false;
        };
    }

    @Override
    Incoming.Fault handle(Incoming.Arrived arrived) throws MalformedFrameException {
        Frame frame = arrived.frame();
        return switch (frame.type()) {
            case CREDIT -> {
                outgoing.credit(frame.body());
                yield Incoming.Fault.NONE;
            }
            case DATA -> keep(frame);
            case END ->
                incoming.hasEnded() || incoming.end(frame.body().number()) ? Incoming.Fault.NONE : Incoming.Fault.LOST;
            case CANCEL, DONE -> Incoming.Fault.NONE; // handled when it came
            case ACCEPT -> throw new IllegalStateException("comes from servers only");
        };
    }

    @Override
    void handleInAnyOrder(FrameType type) {
        if (type == FrameType.CANCEL) {
            breakOff(Ending.Cause.CANCELLED_BY_PEER, "the caller has cancelled the call");
        } else if (type == FrameType.DONE && outgoing.isLastSent()) {
            release();
        }
    }

    /** A server that has finished has said how; what it has sent before must not be missing then. */
    @Override
    void brokenOff(boolean lastWaited) {
        if (!outgoing.isClosed()) {
            outgoing.discard();
        }
    }

    @Override
    void lost() {
        breakOff(Ending.Cause.LOST, "a frame was lost");
    }

    @Override
    boolean isOver() {
        return outgoing.isLastSent();
    }

    /** So that a client which has missed the END gets to know that there is one. */
    @Override
    boolean isEndRepeated() {
        return outgoing.isLastSent();
    }
}
