package io.github.stubject.benchmarks.events;

import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Sample;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.benchmarks.lab.Workload;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.Nats;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** {@link JetStream#publishAsync} with the headers that a client sends, and as many without ack. */
public final class DurablePublishingByHand implements Workload {
    private final Connection nats;
    private final JetStream jetStream;
    private final String subject;
    private final String stream;
    private final HelloRequest event;
    private final int window;
    private final Semaphore room;
    private long published;
    private volatile @Nullable Throwable failure;

    public DurablePublishingByHand(Settings settings) throws Exception {
        nats = Nats.connect(settings.nats());
        DurableStream.forgetful(nats, settings);
        jetStream = nats.jetStream();
        subject = settings.text(Said.SUBJECT);
        stream = settings.text(Said.STREAM);
        event = Said.event(settings);
        window = settings.number(DurablePublishing.WINDOW);
        room = new Semaphore(window);
    }

    @Override
    public Sample run(Duration time) throws Exception {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long before = published;
        while (System.nanoTime() < end) {
            room.acquire();
            PublishOptions options = PublishOptions.builder()
                    .messageId("said." + published)
                    .expectedStream(stream)
                    .build();
            CompletableFuture<PublishAck> unused = jetStream
                    .publishAsync(subject, event.toByteArray(), options)
                    .whenComplete(this::ended);
            published++;
        }
        room.acquire(window);
        room.release(window);
        if (failure != null) {
            throw new IllegalStateException("an event was not published", failure);
        }
        return new Sample(published - before, System.nanoTime() - start);
    }

    private void ended(@Nullable PublishAck ack, @Nullable Throwable error) {
        if (error != null) {
            failure = error;
        }
        room.release();
    }

    @Override
    public void close() throws Exception {
        nats.close();
    }
}
