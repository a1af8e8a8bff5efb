package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestEvents.SHIPPED;
import static io.github.stubject.runtime.TestEvents.listenerAsync;
import static io.github.stubject.runtime.TestEvents.onShipped;
import static io.github.stubject.runtime.TestEvents.publish;
import static io.github.stubject.runtime.TestEvents.stats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.TestEvents.ShippingListenerAsync;
import io.github.stubject.runtime.test.Shipped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Events one at a time and in order, or many at the same time; over connections that keep the order. */
@ParameterizedClass
@EnumSource(
        value = Over.class,
        names = {"MEMORY", "NATS"})
@Timeout(60)
class EventOrderTest {
    private static final int EVENTS = 10_000;
    private static NatsServer server;

    @Parameter
    Over over = Over.MEMORY;

    private Over.Network network;
    private final AtomicLong expected = new AtomicLong();
    private final AtomicInteger outOfOrder = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @BeforeAll
    static void startServer() {
        server = NatsServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void openNetwork() {
        network = over.open(server);
    }

    @AfterEach
    void closeNetwork() throws Exception {
        network.close();
    }

    private ServiceHost serve(EventBinding binding) throws Exception {
        return ServiceHost.builder(network.connect()).add(binding).start();
    }

    private void see(Shipped event) {
        begin();
        if (event.getNumber() != expected.getAndIncrement()) {
            outOfOrder.incrementAndGet();
        }
        running.decrementAndGet();
    }

    private void begin() {
        int now = running.incrementAndGet();
        most.accumulateAndGet(now, Math::max);
    }

    private void publishAll(int events) throws Exception {
        try (RpcClient client = RpcClient.builder(network.connect()).build()) {
            for (int i = 0; i < events; i++) {
                publish(client, i);
            }
        }
    }

    @Test
    void eventsAreHandledOneAtATimeAndInOrder() throws Exception {
        try (ServiceHost host = serve(onShipped(SubscribeOptions.DEFAULT, this::see))) {
            publishAll(EVENTS);

            await().atMost(Duration.ofSeconds(30)).until(() -> stats(host).handled() == EVENTS);
        }
        assertThat(outOfOrder).hasValue(0);
        assertThat(most).hasValue(1);
    }

    @Test
    void eventsOfAnAsyncListenerAreHandledInOrderWhereverItsFuturesAreCompleted() throws Exception {
        ShippingListenerAsync listener = new ShippingListenerAsync() {
            @Override
            public CompletableFuture<?> shipped(Shipped event) {
                if (ThreadLocalRandom.current().nextBoolean()) {
                    see(event);
                    return CompletableFuture.completedFuture(null);
                }
                return CompletableFuture.runAsync(() -> see(event));
            }
        };
        try (ServiceHost host = serve(listenerAsync(listener, SubscribeOptions.DEFAULT, SHIPPED))) {
            publishAll(EVENTS);

            await().atMost(Duration.ofSeconds(30)).until(() -> stats(host).handled() == EVENTS);
        }
        assertThat(outOfOrder).hasValue(0);
        assertThat(most).hasValue(1);
    }

    @Test
    void asManyAreHandledAtTheSameTimeAsAreAskedForAndNoMore() throws Exception {
        Semaphore permits = new Semaphore(0);
        SubscribeOptions options = SubscribeOptions.DEFAULT.withParallelism(8);
        try (ServiceHost host = serve(onShipped(options, event -> {
            begin();
            assertThat(acquire(permits)).isTrue();
            running.decrementAndGet();
        }))) {
            publishAll(100);

            await().until(() -> stats(host).received() == 100 && running.get() == 8);
            permits.release(50);
            await().until(() -> stats(host).handled() == 50 && running.get() == 8);
            permits.release(50);
            await().until(() -> stats(host).handled() == 100);
        }
        assertThat(most).hasValue(8);
    }

    @Test
    void asManyFuturesAreOpenAtTheSameTimeAsAreAskedForAndNoMore() throws Exception {
        List<CompletableFuture<Void>> open = new CopyOnWriteArrayList<>();
        ShippingListenerAsync listener = new ShippingListenerAsync() {
            @Override
            public CompletableFuture<?> shipped(Shipped event) {
                CompletableFuture<Void> future = new CompletableFuture<>();
                open.add(future);
                return future;
            }
        };
        SubscribeOptions options =
                SubscribeOptions.DEFAULT.withParallelism(300); // more than there are platform threads
        try (ServiceHost host = serve(listenerAsync(listener, options, SHIPPED))) {
            publishAll(700);

            await().until(() -> stats(host).received() == 700 && open.size() == 300);
            open.subList(0, 300).forEach(future -> future.complete(null));
            await().until(() -> open.size() == 600);
            open.forEach(future -> future.complete(null));
            await().until(() -> open.size() == 700);
            open.forEach(future -> future.complete(null));
            await().until(() -> stats(host).handled() == 700);
        }
    }

    private static boolean acquire(Semaphore permits) {
        try {
            return permits.tryAcquire(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
