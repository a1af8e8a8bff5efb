package io.github.stubject.runtime;

import static io.github.stubject.runtime.OrderEvents.PLACED;
import static io.github.stubject.runtime.OrderEvents.created;
import static io.github.stubject.runtime.OrderEvents.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.test.OrderRequest;
import io.github.stubject.runtime.test.Region;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of events across instances, while some fail and an instance dies. */
class DurableOrderTest extends DurableHarness {
    @Test
    void oneAfterTheOtherOverTwoHostsThoughSomeFail() throws Exception {
        List<String> handled = new CopyOnWriteArrayList<>();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger();
        Set<Integer> hosts = java.util.concurrent.ConcurrentHashMap.newKeySet();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            names.add("n" + i);
        }
        for (int host = 0; host < 2; host++) {
            int number = host;
            Random random = new Random(host);
            SubscribeOptions options = SubscribeOptions.durable(
                            billing().inOrder().ackWait(Duration.ofSeconds(30)).backoff(Duration.ofMillis(5)))
                    .withParallelism(4);
            start(created(options, event -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                try {
                    if (random.nextInt(4) == 0) {
                        failures.incrementAndGet();
                        throw new IllegalStateException("by chance");
                    }
                    hosts.add(number);
                    handled.add(event.getName());
                } finally {
                    running.decrementAndGet();
                }
            }));
        }

        publish(names.toArray(String[]::new));

        await().atMost(Duration.ofSeconds(40)).until(() -> handled.size() >= 60);
        awaitAllAcked(BILLING);
        assertThat(handled).containsExactlyElementsOf(names);
        assertThat(most).hasValue(1);
        assertThat(failures).hasPositiveValue();
        assertThat(hosts).hasSize(2);
    }

    /** One of the three instances loses its connection for good in the middle. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theOrderOfEachKeyHoldsThoughSomeFailAndAnInstanceDies(long seed) throws Exception {
        int keys = 20;
        int each = 15;
        List<OrderRequest> handled = new CopyOnWriteArrayList<>();
        AtomicInteger failures = new AtomicInteger();
        List<Connection> connections = new ArrayList<>();
        for (int host = 0; host < 3; host++) {
            Random random = new Random(seed * 10 + host);
            Connection connection = newConnection();
            connections.add(connection);
            start(
                    connection,
                    placed(SubscribeOptions.durable(billing().inOrder().backoff(Duration.ofMillis(5))), order -> {
                        boolean fails;
                        synchronized (random) {
                            fails = random.nextInt(6) == 0;
                        }
                        if (fails) {
                            failures.incrementAndGet();
                            throw new IllegalStateException("by chance");
                        }
                        handled.add(order);
                    }));
        }

        Random random = new Random(seed);
        List<Integer> turns = new ArrayList<>();
        for (int i = 0; i < keys * each; i++) {
            turns.add(i % keys);
        }
        java.util.Collections.shuffle(turns, random);
        Map<Integer, Integer> counts = new HashMap<>();
        for (int key : turns) {
            int number = counts.merge(key, 1, Integer::sum);
            publishPlaced(OrderRequest.newBuilder()
                    .setId("key-" + key)
                    .setRegion(key % 2 == 0 ? Region.EU : Region.US)
                    .setShard(number)
                    .build());
        }
        await().atMost(Duration.ofSeconds(40)).until(() -> handled.size() > keys * each / 3);
        connections.get(1).close();

        await().atMost(Duration.ofSeconds(60)).until(() -> new HashSet<>(handled).size() == keys * each);
        for (int partition = 0; partition < PLACED.partitions(); partition++) {
            awaitAllAcked("billing_Orders_Placed_" + partition);
        }
        Map<String, List<Integer>> firsts = new HashMap<>();
        for (OrderRequest order : handled) {
            List<Integer> numbers = firsts.computeIfAbsent(order.getId(), any -> new ArrayList<>());
            if (!numbers.contains(order.getShard())) {
                numbers.add(order.getShard());
            }
        }
        assertThat(firsts).hasSize(keys);
        firsts.forEach((key, numbers) -> assertThat(numbers).as(key).isSorted().hasSize(each));
        assertThat(failures).hasPositiveValue();
    }
}
