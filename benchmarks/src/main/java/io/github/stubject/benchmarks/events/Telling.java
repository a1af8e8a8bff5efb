package io.github.stubject.benchmarks.events;

import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Sample;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.benchmarks.lab.Workload;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Publishes core events to a listener in another process, and never is so far ahead that some could be lost. */
public final class Telling implements Workload {
    private static final int AHEAD = 20_000;

    private final Connection nats;
    private final CorePublisher publisher;
    private final HelloRequest event;
    private final Semaphore room = new Semaphore(AHEAD);

    public Telling(Settings settings) throws Exception {
        nats = Nats.connect(settings.nats());
        publisher = CorePublisher.of(settings, nats);
        event = Said.event(settings);
        nats.createDispatcher(message -> room.release(Heard.BATCH)).subscribe(Heard.subject(settings));
        nats.flush(Duration.ofSeconds(5));
    }

    @Override
    public Sample run(Duration time) throws Exception {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long events = 0;
        while (System.nanoTime() < end) {
            take(Heard.BATCH);
            for (int i = 0; i < Heard.BATCH; i++) {
                publisher.publish(event);
            }
            events += Heard.BATCH;
        }
        take(AHEAD); // all have come
        long nanos = System.nanoTime() - start;
        room.release(AHEAD);
        return new Sample(events, nanos);
    }

    private void take(int events) throws InterruptedException {
        if (!room.tryAcquire(events, 1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("events were lost");
        }
    }

    @Override
    public void close() throws Exception {
        nats.close();
    }
}
