package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.RECORD;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.StreamService.Streams;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What ended streams are counted as. */
class StreamCountTest extends CallHarness {
    private static final int CALLS = 300;

    /** The requests of a call that is broken off end in an error, of which the implementation may hear before its host. */
    @Test
    void aStreamThatItsCallerTakesBackIsCancelledHoweverSoonItsImplementationFails() throws Exception {
        Semaphore reading = new Semaphore(0);
        ServiceHost host = serve(StreamService.of(new Streams() {
            @Override
            public HelloReply record(Stream<HelloRequest> requests) {
                reading.release();
                return reply("" + requests.count());
            }
        }));
        RpcClient client = client();

        for (int i = 0; i < CALLS; i++) {
            Pipe<HelloRequest> requests = Pipe.create(1);
            CompletableFuture<HelloReply> call =
                    client.clientStreamingAsync(RECORD, requests.publisher(), CallOptions.DEFAULT);
            assertThat(reading.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            call.cancel(true);
        }

        await().untilAsserted(() -> assertThat(host.inFlight()).isZero());
        MethodStats stats = Objects.requireNonNull(host.stats().get(RECORD));
        assertThat(stats.cancelled()).as("cancelled, of " + stats).isEqualTo(CALLS);
        assertThat(stats.errors()).isZero();
    }
}
