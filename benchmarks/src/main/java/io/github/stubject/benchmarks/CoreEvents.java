package io.github.stubject.benchmarks;

import com.acme.hello.HelloRequest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.CoreEvent;
import io.github.stubject.runtime.EventBinding;
import io.github.stubject.runtime.PublishOptions;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcService;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.SubscribeOptions;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Core events per second from a publisher to a listener on another connection that does nothing but read them: through a client and a
 * host, and by {@code Connection.publish} and a dispatcher. Built and parsed on both sides, in turn. The publisher is never more than so
 * many ahead, so that none is lost.
 */
final class CoreEvents {
    private static final int EVENTS = 500_000;
    private static final int ROUNDS = 7;
    private static final int WARM_UPS = 2;
    private static final int AHEAD = 20_000;
    private static final int BYTES = 100;
    private static final String SUBJECT = "feed.said";

    private static final CoreEvent<HelloRequest> EVENT =
            CoreEvent.of(RpcService.of("bench.Feed"), "Said", SUBJECT, HelloRequest.getDefaultInstance());

    private CoreEvents() {}

    /** What the generator would make of the event. */
    interface FeedListener {
        void said(HelloRequest event);
    }

    public static void main(String[] args) throws Exception {
        String text = "x".repeat(BYTES);
        Semaphore room = new Semaphore(AHEAD);
        try (NatsServer server = NatsServer.start();
                Connection publishing = Nats.connect(server.url());
                Connection listening = Nats.connect(server.url());
                RpcClient client = RpcClient.builder(publishing).build()) {
            FeedListener listener = event -> taken(event, room);
            EventBinding binding = EventBinding.builder(
                            EVENT.service(), FeedListener.class, listener, SubscribeOptions.DEFAULT)
                    .event(EVENT, "said", listener::said)
                    .build(EVENT);
            Dispatcher byHand = listening.createDispatcher(message -> taken(parse(message), room));
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            for (int round = -WARM_UPS; round < ROUNDS; round++) {
                double our;
                try (ServiceHost unused =
                        ServiceHost.builder(listening).add(binding).start()) {
                    our = rate(room, text, message -> client.publish(EVENT, message, PublishOptions.DEFAULT));
                }
                byHand.subscribe(SUBJECT);
                listening.flush(null);
                double their = rate(room, text, message -> publishing.publish(SUBJECT, message.toByteArray()));
                byHand.unsubscribe(SUBJECT);
                listening.flush(null);
                if (round >= 0) {
                    ours.add(our);
                    theirs.add(their);
                    ratios.add(our / their);
                }
            }
            ratios.sort(null);
            System.out.printf(
                    "ours %,.0f events/s, by hand %,.0f, ours / by hand: %.2f (%.2f to %.2f)%n",
                    median(ours), median(theirs), median(ratios), ratios.get(0), ratios.get(ROUNDS - 1));
        }
    }

    private static double rate(Semaphore room, String text, Consumer<HelloRequest> publish) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < EVENTS; i++) {
            take(room, 1);
            publish.accept(HelloRequest.newBuilder().setName(text).build());
        }
        take(room, AHEAD); // all have come
        room.release(AHEAD);
        return EVENTS * 1e9 / (System.nanoTime() - start);
    }

    private static void take(Semaphore room, int events) throws InterruptedException {
        if (!room.tryAcquire(events, 1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("events were lost");
        }
    }

    private static void taken(HelloRequest event, Semaphore room) {
        if (!event.getName().isEmpty()) {
            room.release();
        }
    }

    private static HelloRequest parse(Message message) {
        try {
            return HelloRequest.parseFrom(message.getData());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
