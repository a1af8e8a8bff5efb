package io.github.stubject.runtime.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.nats.client.impl.Headers;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One end of a stream, when frames come on several threads. */
class StreamEndTest {
    private final FrameWriter writer = new FrameWriter("frames of a test", () -> 0);
    private boolean takenEarly;
    private boolean exhaustedEarly;
    private @Nullable StreamEnd client;

    @AfterEach
    void close() {
        writer.close();
    }

    private StreamEnd client() {
        if (client == null) {
            client = StreamEnd.ofClient(
                    (headers, payload) -> {}, writer, new StreamEnd.Window(10, 1000), 10, new Observer());
        }
        return client;
    }

    private void receive(FrameType type, int sequence, int... body) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        Frame.begin(data, type, false, false, sequence);
        for (int part : body) {
            data.write(part);
        }
        try {
            client().receive(
                            new InboundMessage("reply", null, new Headers(), data.toByteArray(), false),
                            Frame.read(data.toByteArray()));
        } catch (MalformedFrameException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does what another thread may do while this one tells of the acceptance. */
    private final class Observer implements StreamEnd.Observer {
        @Override
        public void accepted(Headers headers) {
            receive(FrameType.DATA, 2, 42);
            takenEarly = client().poll() != null;
            receive(FrameType.END, 3, 1);
            exhaustedEarly = client().isExhausted();
        }

        @Override
        public void changed() {
            // Not of interest.
        }

        @Override
        public void ended(Ending ending) {
            // Not of interest.
        }

        @Override
        public void released() {
            // Not of interest.
        }
    }

    @Test
    void nothingIsTakenBeforeTheAcceptanceHasBeenTold() {
        receive(FrameType.ACCEPT, 1, 10, 100);

        assertThat(takenEarly).isFalse();
        assertThat(exhaustedEarly).isFalse();
        assertThat(client().poll()).isNotNull();
        assertThat(client().isExhausted()).isTrue();
    }
}
