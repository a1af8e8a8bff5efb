package io.github.stubject.runtime.internal.stream;

import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.nats.client.impl.Headers;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Frames for tests: such as come, and such as leave. */
final class Frames {
    private Frames() {}

    /** A frame that is not packed. */
    static Frame frame(FrameType type, int sequence, int... body) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        Frame.begin(data, type, false, false, sequence);
        for (int part : body) {
            data.write(part);
        }
        try {
            return Frame.read(data.toByteArray());
        } catch (MalformedFrameException e) {
            throw new IllegalStateException(e);
        }
    }

    static InboundMessage message(Frame frame) {
        return new InboundMessage("subject", null, new Headers(), frame.data(), false);
    }

    /** Lets all leave that is due, as text: the types, and behind an END its number of messages and its status. */
    static List<String> leaving(StreamState state) {
        List<String> leaving = new ArrayList<>();
        while (true) {
            boolean announced = state.hasFrame();
            Outgoing.Ready ready = state.nextFrame();
            if (announced != (ready != null)) {
                throw new AssertionError("announced is " + announced + ", there is " + ready);
            }
            if (ready == null) {
                return leaving;
            }
            leaving.add(
                    ready.type() == FrameType.END ? end(ready) : ready.type().name());
        }
    }

    private static String end(Outgoing.Ready ready) {
        try {
            Frame frame = Frame.read(ready.payload());
            StringBuilder text = new StringBuilder("END");
            for (int i = frame.bodyStart(); i < frame.data().length; i++) {
                text.append(' ').append(frame.data()[i]);
            }
            return text.toString();
        } catch (MalformedFrameException e) {
            throw new IllegalStateException(e);
        }
    }
}
