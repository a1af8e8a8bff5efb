package io.github.stubject.runtime.internal.stream;

import java.util.function.IntSupplier;

/**
 * Where the client of a stream is: it waits for ACCEPT before all else, it delivers what came before the server's END, and it
 * answers that with DONE. Guarded by the lock of its {@link StreamEnd}.
 */
final class ClientState extends StreamState {
    ClientState(StreamEnd.Window window, long demand, IntSupplier largestFrame) {
        super(new Incoming(window.messages(), window.bytes(), demand), new Outgoing(false, largestFrame));
        incoming.grant(); // the opening says it
    }

    @Override
    boolean mayCome(FrameType type) {
        return switch (type) {
            case ACCEPT, DATA, CREDIT, END -> true;
            case CANCEL, DONE -> false;
        };
    }

    @Override
    Incoming.Fault handle(Incoming.Arrived arrived) throws MalformedFrameException {
        Frame frame = arrived.frame();
        if (!isAccepted() && frame.type() != FrameType.ACCEPT) {
            throw new MalformedFrameException("the call is not accepted yet");
        }
        return switch (frame.type()) {
            case ACCEPT -> {
                accepted();
                outgoing.credit(frame.body());
                yield Incoming.Fault.NONE;
            }
            case CREDIT -> {
                outgoing.credit(frame.body());
                yield Incoming.Fault.NONE;
            }
            case DATA -> keep(frame);
            case END -> handleEnd(arrived);
            case CANCEL, DONE -> throw new IllegalStateException("comes from clients only");
        };
    }

    private Incoming.Fault handleEnd(Incoming.Arrived arrived) throws MalformedFrameException {
        Varint.Reader body = arrived.frame().body();
        boolean complete = incoming.end(body.number());
        outgoing.doneDue();
        if (ending() == null && complete) {
            outgoing.discard();
            end(new Ending.Finished(
                    arrived.headers(),
                    arrived.frame().data(),
                    body.position(),
                    arrived.frame().json()));
        }
        return complete || ending() != null ? Incoming.Fault.NONE : Incoming.Fault.LOST;
    }

    /** An END is answered, by who has no interest in the frames before it. */
    @Override
    void handleInAnyOrder(FrameType type) {
        if (type == FrameType.END && ending() != null) {
            outgoing.doneDue();
        }
    }

    /** The server is told; it matters no more if it is gone, as it is released then. */
    @Override
    void brokenOff(boolean lastWaited) {
        outgoing.discard();
        outgoing.cancelDue();
        if (lastWaited) {
            outgoing.doneDue();
        }
    }

    /** If it has ended, it is the server's END that does not come: nothing else was waited for. */
    @Override
    void lost() {
        if (ending() != null) {
            release();
        } else if (incoming.hasFirstOnly()) {
            breakOff(Ending.Cause.ONE_FRAME_ONLY, "only the first frame came");
        } else {
            breakOff(Ending.Cause.LOST, "a frame was lost");
        }
    }

    @Override
    boolean isOver() {
        return ending() != null;
    }

    @Override
    boolean isEndRepeated() {
        return false;
    }
}
