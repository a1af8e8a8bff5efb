package io.github.stubject.benchmarks;

import com.acme.hello.HelloRequest;
import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.CoreEvent;
import io.github.stubject.runtime.DurableEvent;
import io.github.stubject.runtime.EventStream;
import io.github.stubject.runtime.PublishOptions;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcService;
import io.github.stubject.runtime.Setup;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.Nats;
import io.nats.client.api.StorageType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Events published per second: durable ones with 256 without ack, against {@link JetStream#publishAsync} with the same headers
 * and as many outstanding, and core ones against {@link Connection#publish}.
 */
final class DurablePublish {
    private static final int WINDOW = 256;
    private static final int ROUNDS = 7;
    private static final int WARM_UP_SECONDS = 5;
    private static final int ROUND_SECONDS = 2;
    private static final int FLUSH_EACH = 1000;
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(10);

    private static final RpcService SERVICE = RpcService.of("acme.bench.Greetings");
    private static final DurableEvent<HelloRequest> GREETED =
            DurableEvent.of(SERVICE, "Greeted", "bench.greeted", HelloRequest.getDefaultInstance(), "BENCH");
    private static final CoreEvent<HelloRequest> WAVED =
            CoreEvent.of(SERVICE, "Waved", "bench.waved", HelloRequest.getDefaultInstance());

    private DurablePublish() {}

    /** Publishes for some seconds, and returns how many events were published. */
    private interface Publisher {
        long publish(long end) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        try (NatsServer server = NatsServer.start("jetstream: enabled");
                Connection nats = Nats.connect(server.url());
                Connection byHand = Nats.connect(server.url());
                RpcClient client = RpcClient.builder(nats).publishWindow(WINDOW).build()) {
            for (StorageType storage : List.of(StorageType.Memory, StorageType.File)) {
                // Small, and forgetful: neither memory nor disk are what is measured.
                EventStream.of(GREETED)
                        .configure(stream ->
                                stream.storageType(storage).maxMessages(10_000).duplicateWindow(Duration.ofSeconds(5)))
                        .prepare(nats, Setup.CREATE);
                HelloRequest event = event(16);
                compare(
                        "durable, " + storage,
                        end -> durable(client, event, end),
                        end -> durableByHand(byHand.jetStream(), event, end));
                byHand.jetStreamManagement().deleteStream("BENCH");
            }
            for (int bytes : new int[] {16, 1024}) {
                HelloRequest event = event(bytes);
                compare(
                        "core, " + bytes + " B",
                        end -> core(nats, client, event, end),
                        end -> coreByHand(byHand, event, end));
            }
        }
    }

    private static HelloRequest event(int bytes) {
        return HelloRequest.newBuilder().setName("x".repeat(bytes)).build();
    }

    private static void compare(String what, Publisher ours, Publisher theirs) throws Exception {
        run(ours, WARM_UP_SECONDS);
        run(theirs, WARM_UP_SECONDS);
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            double a = run(ours, ROUND_SECONDS);
            double b = run(theirs, ROUND_SECONDS);
            ratios.add(a / b);
            System.out.printf(
                    "%s, round %d: Stubject %,9.0f events/s, by hand %,9.0f events/s, ratio %.2f%n",
                    what, round, a, b, a / b);
        }
        ratios.sort(null);
        System.out.printf(
                "%s: median ratio %.2f (%.2f to %.2f)%n",
                what, ratios.get(ROUNDS / 2), ratios.get(0), ratios.get(ROUNDS - 1));
    }

    private static double run(Publisher publisher, int seconds) throws Exception {
        long start = System.nanoTime();
        long events = publisher.publish(start + TimeUnit.SECONDS.toNanos(seconds));
        return events * 1e9 / (System.nanoTime() - start);
    }

    private static long durable(RpcClient client, HelloRequest event, long end) throws Exception {
        long events = 0;
        CompletableFuture<?> last = CompletableFuture.completedFuture(null);
        while (System.nanoTime() < end) {
            events++;
            last = client.publishAsync(GREETED, event, PublishOptions.DEFAULT)
                    .whenComplete((ack, error) -> tell(error));
        }
        last.get();
        return events;
    }

    private static long durableByHand(JetStream jetStream, HelloRequest event, long end) throws Exception {
        Semaphore free = new Semaphore(WINDOW);
        String run = Long.toString(end, Character.MAX_RADIX) + ".";
        long events = 0;
        while (System.nanoTime() < end) {
            free.acquire();
            events++;
            io.nats.client.PublishOptions options = io.nats.client.PublishOptions.builder()
                    .messageId(run + events)
                    .expectedStream("BENCH")
                    .build();
            CompletableFuture<?> unused = jetStream
                    .publishAsync("bench.greeted", event.toByteArray(), options)
                    .whenComplete((ack, error) -> {
                        tell(error);
                        free.release();
                    });
        }
        free.acquire(WINDOW);
        return events;
    }

    private static long core(Connection nats, RpcClient client, HelloRequest event, long end) throws Exception {
        long events = 0;
        while (System.nanoTime() < end) {
            client.publish(WAVED, event, PublishOptions.DEFAULT);
            if (++events % FLUSH_EACH == 0) {
                nats.flush(FLUSH_LIMIT);
            }
        }
        nats.flush(FLUSH_LIMIT);
        return events;
    }

    private static long coreByHand(Connection nats, HelloRequest event, long end) throws Exception {
        long events = 0;
        while (System.nanoTime() < end) {
            nats.publish("bench.waved", event.toByteArray());
            if (++events % FLUSH_EACH == 0) {
                nats.flush(FLUSH_LIMIT);
            }
        }
        nats.flush(FLUSH_LIMIT);
        return events;
    }

    private static void tell(@Nullable Throwable error) {
        if (error != null) {
            error.printStackTrace();
        }
    }
}
