package io.github.stubject.benchmarks;

import com.acme.hello.HelloRequest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.DurableEvent;
import io.github.stubject.runtime.DurableOptions;
import io.github.stubject.runtime.EventBinding;
import io.github.stubject.runtime.RpcService;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.StartFrom;
import io.github.stubject.runtime.SubscribeOptions;
import io.nats.client.Connection;
import io.nats.client.ConsumeOptions;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.MessageConsumer;
import io.nats.client.Nats;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Events per second that one listener takes from a stream and acks, without doing anything else: by a host, with its own and
 * with jnats's number of events under way, and by {@code ConsumerContext.consume} with an ack for each. All parse what they
 * get; they take turns, each with a consumer of its own that begins at the first event.
 */
final class DurableConsume {
    private static final int EVENTS = 50_000;
    private static final int ROUNDS = 5;
    private static final int WARM_UPS = 2;
    private static final int JNATS_BATCH = 500;
    private static final int BYTES = 100;

    private static final DurableEvent<HelloRequest> EVENT = DurableEvent.of(
            RpcService.of("bench.Feed"), "Stored", "feed.stored", HelloRequest.getDefaultInstance(), "FEED");

    private DurableConsume() {}

    /** What the generator would make of the event. */
    interface FeedListener {
        void stored(HelloRequest event);
    }

    private interface Consuming {
        void consume(String consumer) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        try (NatsServer server = NatsServer.start("jetstream: enabled");
                Connection hosted = Nats.connect(server.url());
                Connection byHand = Nats.connect(server.url())) {
            fill(byHand);
            Map<String, Consuming> kinds = new LinkedHashMap<>();
            kinds.put("host", name -> host(hosted, DurableOptions.named(name)));
            kinds.put(
                    "host, 500 ahead",
                    name -> host(hosted, DurableOptions.named(name).prefetch(JNATS_BATCH)));
            kinds.put("by hand", name -> byHand(byHand, name));
            compare(byHand, kinds);
        }
    }

    private static void fill(Connection nats) throws Exception {
        JetStreamManagement management = nats.jetStreamManagement();
        management.addStream(StreamConfiguration.builder()
                .name("FEED")
                .subjects("feed.stored")
                .storageType(StorageType.File)
                .build());
        byte[] event =
                HelloRequest.newBuilder().setName("x".repeat(BYTES)).build().toByteArray();
        for (int i = 1; i <= EVENTS; i++) {
            nats.publish("feed.stored", event);
            if (i % 1000 == 0) {
                while (management.getStreamInfo("FEED").getStreamState().getMsgCount() < i) {
                    Thread.sleep(1);
                }
            }
        }
    }

    private static void compare(Connection nats, Map<String, Consuming> kinds) throws Exception {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            int number = 0;
            for (Map.Entry<String, Consuming> kind : kinds.entrySet()) {
                String consumer = "c" + (round + WARM_UPS) + "_" + number++;
                long start = System.nanoTime();
                kind.getValue().consume(consumer);
                double rate = EVENTS * 1e9 / (System.nanoTime() - start);
                if (round >= 0) {
                    rates.computeIfAbsent(kind.getKey(), any -> new ArrayList<>())
                            .add(rate);
                }
                for (String name : nats.jetStreamManagement().getConsumerNames("FEED")) {
                    nats.jetStreamManagement().deleteConsumer("FEED", name);
                }
            }
        }
        List<Double> theirs = Objects.requireNonNull(rates.get("by hand"));
        rates.forEach((name, values) -> {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                ratios.add(values.get(i) / theirs.get(i));
            }
            System.out.printf(
                    "%-16s %,10.0f events/s   this / by hand: %.2f (%.2f to %.2f)%n",
                    name,
                    median(values),
                    median(ratios),
                    ratios.stream().min(Double::compare).orElseThrow(),
                    ratios.stream().max(Double::compare).orElseThrow());
        });
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static void host(Connection nats, DurableOptions options) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(EVENTS);
        FeedListener listener = event -> left.countDown();
        EventBinding binding = EventBinding.builder(
                        EVENT.service(),
                        FeedListener.class,
                        listener,
                        SubscribeOptions.durable(options.startFrom(StartFrom.allEvents())))
                .event(EVENT, "stored", listener::stored)
                .build(EVENT);
        try (ServiceHost host = ServiceHost.builder(nats).add(binding).start()) {
            await(left, host.instance());
        }
    }

    private static void byHand(Connection nats, String name) throws Exception {
        CountDownLatch left = new CountDownLatch(EVENTS);
        nats.jetStreamManagement()
                .addOrUpdateConsumer(
                        "FEED", ConsumerConfiguration.builder().durable(name).build());
        MessageConsumer consumer = nats.getConsumerContext("FEED", name)
                .consume(ConsumeOptions.builder().batchSize(JNATS_BATCH).build(), message -> {
                    if (!parse(message).getName().isEmpty()) {
                        message.ack();
                        left.countDown();
                    }
                });
        await(left, name);
        consumer.stop();
        consumer.close();
    }

    private static HelloRequest parse(Message message) {
        try {
            return HelloRequest.parseFrom(message.getData());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch left, String who) throws InterruptedException {
        if (!left.await(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException(who + " did not get " + left.getCount() + " of " + EVENTS + " events");
        }
    }
}
