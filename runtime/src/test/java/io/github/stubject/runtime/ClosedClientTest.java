package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

/** What becomes of open streams when their client is closed: hosts and callers get to know of it at once. */
class ClosedClientTest extends StreamHarness {
    /** So long that nobody gets to know anything by its absence while a test runs. */
    private static final Duration RARELY = Duration.ofSeconds(30);

    private static final String CLOSED = "the connection or its client was closed";

    private OpenStreams open(ServiceBinding binding) {
        ServiceHost host = serve(host().beat(RARELY).add(binding));
        return new OpenStreams(open(RpcClient.builder(connect()).beat(RARELY)), host);
    }

    @Test
    void aHostOfBlockingStreamsIsToldAtOnce() {
        OpenStreams streams = open(StreamService.of(new OpenStreams.Waiting()));

        streams.client().close();

        streams.theHostIsTold();
        streams.allCallersAreTold(CLOSED);
        awaitNothingLeft(streams.client());
    }

    @Test
    void aHostOfAsynchronousStreamsIsToldAtOnce() {
        OpenStreams streams = open(StreamService.ofAsync(new OpenStreams.WaitingAsync()));

        streams.client().close();

        streams.theHostIsTold();
        streams.allCallersAreTold(CLOSED);
        awaitNothingLeft(streams.client());
    }

    /** As programs do that unwind. */
    @Test
    void aHostIsToldByAnInterruptedThread() throws Exception {
        OpenStreams streams = open(StreamService.of(new OpenStreams.Waiting()));
        BlockingQueue<Boolean> flags = new ArrayBlockingQueue<>(1);
        Thread closing = new Thread(() -> {
            Thread.currentThread().interrupt();
            streams.client().close();
            flags.add(Thread.currentThread().isInterrupted());
        });
        closing.start();

        assertThat(next(flags)).as("interrupt flag").isTrue();
        streams.theHostIsTold();
        streams.allCallersAreTold(CLOSED);
    }

    @Test
    void closingAgainDoesNothing() {
        OpenStreams streams = open(StreamService.of(new OpenStreams.Waiting()));

        streams.client().close();
        streams.client().close();

        streams.theHostIsTold();
    }
}
