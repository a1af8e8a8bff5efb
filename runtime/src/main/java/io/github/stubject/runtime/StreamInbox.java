package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.stream.Ending;
import io.github.stubject.runtime.internal.stream.Frame;
import io.github.stubject.runtime.internal.stream.FrameType;
import io.github.stubject.runtime.internal.stream.MalformedFrameException;
import io.github.stubject.runtime.internal.stream.StreamEnd;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.util.List;

/**
 * Where the answers to one attempt to open a stream come: its refusal, or its acceptance and all frames behind it. Made by a
 * {@link StreamOpening}; stays in the table of {@link PendingCalls} until the attempt is refused or the stream is released.
 * Messages come on the reading thread, its time on the timer's, a cancel on any; when the client is closed, it ends the
 * stream.
 */
final class StreamInbox extends PendingCalls.Waiting {
    private final StreamCall<?, ?> call;
    private final StreamOpening opening;
    private final StreamEnd end;

    StreamInbox(StreamCall<?, ?> call, StreamOpening opening) {
        call.client().calls().super();
        this.call = call;
        this.opening = opening;
        this.end = call.end();
    }

    @Override
    void receive(InboundMessage reply) {
        if (reply.noResponders()) {
            fail(opening.absence());
            return;
        }
        boolean isFrame = reply.headers() == null || reply.header(WireHeaders.STREAM) != null;
        if (!isFrame) {
            RpcException refusal = ErrorCodec.read(reply);
            fail(refusal == null ? notAStream() : refusal);
            return;
        }
        Frame frame;
        try {
            frame = Frame.read(reply.data());
        } catch (MalformedFrameException e) {
            if (call.isOpened()) {
                end.breakOff(Ending.Cause.PROTOCOL, "the service sent a malformed frame: " + e.getMessage());
            } else {
                PubAck ack = PubAck.of(reply);
                fail(ack == null ? notAStream() : ack.asAnswerOf(call.method()));
            }
            return;
        }
        if (frame.type() == FrameType.ACCEPT && isOfAnother(reply)) {
            end.breakOff(Ending.Cause.PROTOCOL, "the call was accepted twice: is it served in two queue groups?");
            return;
        }
        end.receive(reply, frame);
    }

    /** Frames of two streams cannot be told apart. */
    private boolean isOfAnother(InboundMessage accept) {
        StreamAcceptance first = call.acceptance();
        return first != null && accept.headers() != null && !first.slot().equals(StreamHeaders.slot(accept.headers()));
    }

    private RpcException notAStream() {
        return RpcException.ofCall(
                Code.INTERNAL,
                call.subject() + " does not answer as a stream: are client and service made from the same proto?",
                List.of(),
                Delivery.RAN,
                null);
    }

    /** Refused before it was accepted: there is no stream. */
    private void fail(RpcException error) {
        if (leave()) {
            opening.failed(error);
        }
    }

    @Override
    void expire() {
        if (call.isLimited() && call.timeLeft().isNegative()) {
            breakOff(Ending.Cause.DEADLINE, "its time is over");
        } else if (call.acceptance() == null) {
            breakOff(
                    Ending.Cause.DEADLINE,
                    "nobody has accepted the call of " + call.subject() + " within " + StreamOpening.LIMIT.toMillis()
                            + " ms");
        } else if (call.isLimited()) {
            expireIn(Math.max(1, call.timeLeft().toNanos()));
        }
    }

    @Override
    void close() {
        breakOff(Ending.Cause.CLOSED, PendingCalls.CLOSED_MEANWHILE);
    }

    @Override
    boolean cancel(String why) {
        breakOff(Ending.Cause.CANCELLED, why);
        return false; // it has been told, as far as it has to be
    }

    /** Before the acceptance no frame can tell the service, so it is told in another way. */
    private void breakOff(Ending.Cause cause, String text) {
        boolean early = call.acceptance() == null;
        end.breakOff(cause, text);
        if (early && leave()) {
            end.abandon();
            call.tellNobodyWaits(this);
        }
    }
}
