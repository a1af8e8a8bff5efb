package io.github.stubject.benchmarks.events;

import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Sample;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.benchmarks.lab.Workload;
import io.github.stubject.runtime.DurableEvent;
import io.github.stubject.runtime.DurableOptions;
import io.github.stubject.runtime.EventBinding;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.StartFrom;
import io.github.stubject.runtime.SubscribeOptions;
import io.nats.client.Connection;
import io.nats.client.ConsumeOptions;
import io.nats.client.Message;
import io.nats.client.MessageConsumer;
import io.nats.client.Nats;
import io.nats.client.api.ConsumerConfiguration;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes all events of a stream and acks each, over and over, each time by a consumer of its own that begins at the first. */
public final class DurableConsuming implements Workload {
    /** The setting for how many events are in the stream. */
    static final String EVENTS = "events";

    /** The setting for how many events may be under way; 0 for the default of a host. */
    static final String AHEAD = "ahead";

    /** The setting that chooses the consumer: {@code true} for what is written by hand. */
    static final String BY_HAND = "byHand";

    private static final String CONSUMER = "reading";

    private final Settings settings;
    private final String stream;
    private final int events;
    private final int ahead;
    private final DurableEvent<HelloRequest> said;
    private final Connection nats;

    public DurableConsuming(Settings settings) throws Exception {
        this.settings = settings;
        stream = settings.text(Said.STREAM);
        events = settings.number(EVENTS);
        ahead = settings.number(AHEAD);
        said = Said.durable(settings);
        nats = Nats.connect(settings.nats());
        DurableStream.filled(nats, settings, events);
    }

    @Override
    public Sample run(Duration time) throws Exception {
        long deadline = System.nanoTime() + time.toNanos();
        long taken = 0;
        long nanos = 0;
        do {
            long start = System.nanoTime();
            if (settings.has(BY_HAND)) {
                byHand();
            } else {
                host();
            }
            nanos += System.nanoTime() - start;
            taken += events;
            for (String name : nats.jetStreamManagement().getConsumerNames(stream)) {
                nats.jetStreamManagement().deleteConsumer(stream, name);
            }
        } while (System.nanoTime() < deadline);
        return new Sample(taken, nanos);
    }

    private void host() throws InterruptedException {
        CountDownLatch left = new CountDownLatch(events);
        Said.Listener listener = event -> left.countDown();
        DurableOptions options = DurableOptions.named(CONSUMER).startFrom(StartFrom.allEvents());
        EventBinding binding = EventBinding.builder(
                        said.service(),
                        Said.Listener.class,
                        listener,
                        SubscribeOptions.durable(ahead == 0 ? options : options.prefetch(ahead)))
                .event(said, "said", listener::said)
                .build(said);
        try (ServiceHost host = ServiceHost.builder(nats).add(binding).start()) {
            await(left, host.instance());
        }
    }

    private void byHand() throws Exception {
        CountDownLatch left = new CountDownLatch(events);
        nats.jetStreamManagement()
                .addOrUpdateConsumer(
                        stream,
                        ConsumerConfiguration.builder().durable(CONSUMER).build());
        MessageConsumer consumer = nats.getConsumerContext(stream, CONSUMER)
                .consume(ConsumeOptions.builder().batchSize(ahead).build(), message -> take(message, left));
        await(left, CONSUMER);
        consumer.stop();
        consumer.close();
    }

    private static void take(Message message, CountDownLatch left) {
        if (!Said.parse(message.getData()).getName().isEmpty()) {
            message.ack();
            left.countDown();
        }
    }

    private static void await(CountDownLatch left, String who) throws InterruptedException {
        if (!left.await(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException(who + " did not get " + left.getCount() + " events");
        }
    }

    @Override
    public void close() throws Exception {
        nats.close();
    }
}
