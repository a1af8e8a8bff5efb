package io.github.stubject.benchmarks.events;

import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Sample;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.benchmarks.lab.Workload;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;

/** Publishes core events to which nobody listens, and sees from time to time that nats-server has them. */
public final class CorePublishing implements Workload {
    private static final int FLUSH_EACH = 1000;
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(10);

    private final Connection nats;
    private final CorePublisher publisher;
    private final HelloRequest event;

    public CorePublishing(Settings settings) throws Exception {
        nats = Nats.connect(settings.nats());
        publisher = CorePublisher.of(settings, nats);
        event = Said.event(settings);
    }

    @Override
    public Sample run(Duration time) throws Exception {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long events = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < FLUSH_EACH; i++) {
                publisher.publish(event);
            }
            nats.flush(FLUSH_LIMIT);
            events += FLUSH_EACH;
        }
        return new Sample(events, System.nanoTime() - start);
    }

    @Override
    public void close() throws Exception {
        nats.close();
    }
}
