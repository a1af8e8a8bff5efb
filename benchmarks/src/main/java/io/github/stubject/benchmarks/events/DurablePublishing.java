package io.github.stubject.benchmarks.events;

import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Sample;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.benchmarks.lab.Workload;
import io.github.stubject.runtime.DurableEvent;
import io.github.stubject.runtime.PublishAck;
import io.github.stubject.runtime.PublishOptions;
import io.github.stubject.runtime.RpcClient;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Publishes durable events with a client, whose window is how many may be without ack. */
public final class DurablePublishing implements Workload {
    static final String WINDOW = "window";

    private final Connection nats;
    private final RpcClient client;
    private final DurableEvent<HelloRequest> said;
    private final HelloRequest event;
    private volatile @Nullable Throwable failure;

    public DurablePublishing(Settings settings) throws Exception {
        nats = Nats.connect(settings.nats());
        DurableStream.forgetful(nats, settings);
        client = RpcClient.builder(nats).publishWindow(settings.number(WINDOW)).build();
        said = Said.durable(settings);
        event = Said.event(settings);
    }

    @Override
    public Sample run(Duration time) throws Exception {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long events = 0;
        CompletableFuture<PublishAck> last = CompletableFuture.failedFuture(new IllegalStateException("no time"));
        while (System.nanoTime() < end) {
            last = client.publishAsync(said, event, PublishOptions.DEFAULT).whenComplete(this::ended);
            events++;
        }
        last.get();
        if (failure != null) {
            throw new IllegalStateException("an event was not published", failure);
        }
        return new Sample(events, System.nanoTime() - start);
    }

    private void ended(@Nullable PublishAck ack, @Nullable Throwable error) {
        if (error != null) {
            failure = error;
        }
    }

    @Override
    public void close() throws Exception {
        nats.close();
    }
}
