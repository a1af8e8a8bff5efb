package io.github.stubject.runtime;

import static io.github.stubject.runtime.OrderEvents.created;
import static io.github.stubject.runtime.OrderEvents.listenerAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.internal.transport.JnatsTransport;
import io.github.stubject.runtime.internal.transport.Transport;
import io.github.stubject.runtime.test.HelloRequest;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How events come from a consumer to listeners, and what JetStream is told of them. */
class DurableListenerTest extends DurableHarness {
    private final List<String> handled = new CopyOnWriteArrayList<>();

    private void handle(HelloRequest event) {
        handled.add(event.getName());
    }

    private static String[] names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "n" + i).toArray(String[]::new);
    }

    @Test
    void eventsAreHandledInOrderAndAcked() throws Exception {
        publish("a", "b");
        ServiceHost host = start(created(billing(), this::handle));
        publish("c");

        await().untilAsserted(() -> assertThat(handled).containsExactly("a", "b", "c"));
        awaitAllAcked(BILLING);
        SubscriptionStats stats = stats(host);
        assertThat(stats.consumer()).isEqualTo(BILLING);
        assertThat(stats.subject()).isEqualTo("orders.created");
        assertThat(List.of(stats.received(), stats.handled(), stats.failed(), stats.redelivered()))
                .containsExactly(3L, 3L, 0L, 0L);
    }

    @Test
    void twoHostsShareAConsumer() throws Exception {
        Map<String, Integer> byHost = new ConcurrentHashMap<>();
        AtomicInteger count = new AtomicInteger();
        for (String name : List.of("one", "two")) {
            start(created(billing().prefetch(0), event -> {
                byHost.merge(name, 1, Integer::sum);
                count.incrementAndGet();
            }));
        }

        publish(names(200));

        await().untilAsserted(() -> assertThat(count).hasValue(200));
        awaitAllAcked(BILLING);
        assertThat(count).hasValue(200);
        assertThat(byHost).containsOnlyKeys("one", "two");
    }

    @Test
    void whatThrowsComesAgainAfterItsBackoff() throws Exception {
        AtomicReference<Instant> first = new AtomicReference<>();
        AtomicReference<Duration> pause = new AtomicReference<>();
        List<Long> deliveries = new CopyOnWriteArrayList<>();
        ServiceHost host = start(created(
                billing().ackWait(Duration.ofSeconds(30)).backoff(Duration.ofMillis(300), Duration.ofMillis(10)),
                event -> {
                    StoredEvent stored =
                            Objects.requireNonNull(CallContext.current().storedEvent());
                    deliveries.add(stored.deliveries());
                    if (deliveries.size() == 1) {
                        first.set(Instant.now());
                        throw new IllegalStateException("not today");
                    } else if (deliveries.size() == 2) {
                        pause.set(Duration.between(first.get(), Instant.now()));
                        throw new RpcException(Code.UNAVAILABLE, "nor now");
                    }
                }));

        publish("a");

        await().untilAsserted(() -> assertThat(deliveries).containsExactly(1L, 2L, 3L));
        assertThat(pause.get()).isGreaterThanOrEqualTo(Duration.ofMillis(290));
        awaitAllAcked(BILLING);
        assertThat(List.of(
                        stats(host).handled(), stats(host).failed(), stats(host).redelivered()))
                .containsExactly(1L, 2L, 2L);
    }

    @Test
    void aFailedEventDoesNotHoldUpOthers() throws Exception {
        start(created(billing().backoff(Duration.ofMinutes(1)), event -> {
            if (event.getName().equals("bad")) {
                throw new IllegalStateException("bad");
            }
            handle(event);
        }));

        publish("bad", "a", "b");

        await().untilAsserted(() -> assertThat(handled).containsExactly("a", "b"));
        assertThat(consumer(BILLING).getNumAckPending()).isEqualTo(1);
    }

    @Test
    void anAsynchronousListenerAcksWhenItsFutureCompletes() throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        List<String> begun = new CopyOnWriteArrayList<>();
        start(listenerAsync(
                new OrderEvents.OrdersListenerAsync() {
                    @Override
                    public CompletableFuture<?> created(HelloRequest event) {
                        begun.add(event.getName());
                        return event.getName().equals("slow") ? done : CompletableFuture.completedFuture(null);
                    }
                },
                SubscribeOptions.durable(billing())));
        publish("slow", "next");
        await().untilAsserted(() -> assertThat(begun).containsExactly("slow"));
        assertThat(consumer(BILLING).getAckFloor().getStreamSequence()).isZero();

        done.complete(null);

        await().untilAsserted(() -> assertThat(begun).containsExactly("slow", "next"));
        awaitAllAcked(BILLING);
    }

    @Test
    void whatRunsLongerThanAckWaitIsNotRedelivered() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        start(created(billing(), event -> {
            runs.incrementAndGet();
            sleep(Duration.ofMillis(3500));
        }));
        publish("a");

        await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() == 1);
        awaitAllAcked(BILLING);

        assertThat(runs).hasValue(1);
        assertThat(consumer(BILLING).getRedelivered()).isZero();
        assertThat(consumer(BILLING).getDelivered().getConsumerSequence()).isEqualTo(1);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Test
    void whatWaitsLongerThanAckWaitIsNotRedelivered() throws Exception {
        Map<String, Integer> runs = new ConcurrentHashMap<>();
        ServiceHost host = start(created(billing(), event -> {
            runs.merge(event.getName(), 1, Integer::sum);
            sleep(Duration.ofMillis(700));
        }));
        publish(names(6));
        await().untilAsserted(() -> assertThat(stats(host).received()).isEqualTo(6));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(runs).hasSize(6));
        awaitAllAcked(BILLING);

        assertThat(runs.values()).containsOnly(1);
        assertThat(consumer(BILLING).getDelivered().getConsumerSequence()).isEqualTo(6);
    }

    @Test
    void whatRunsForTooLongIsCancelledAndComesAgain() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch cancelled = new CountDownLatch(1);
        start(created(billing().longestRun(Duration.ofMillis(1500)), event -> {
            if (runs.incrementAndGet() == 1) {
                CallContext.current().onCancel(cancelled::countDown);
                sleep(Duration.ofMinutes(1));
            }
            handle(event);
        }));

        publish("a");

        cancelled.await();
        await().untilAsserted(() -> assertThat(handled).containsExactly("a"));
        assertThat(runs).hasValue(2);
        awaitAllAcked(BILLING);
    }

    @Test
    void whatDoesNotHeedItsEndComesAgainElsewhere() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        java.util.function.Consumer<HelloRequest> handler = event -> {
            if (runs.incrementAndGet() == 1) {
                awaitStubbornly(release);
            } else {
                handle(event);
            }
        };
        start(created(billing().longestRun(Duration.ofSeconds(1)), handler));
        publish("a");
        await().until(() -> runs.get() == 1);
        start(created(billing().longestRun(Duration.ofSeconds(1)), handler));

        await().untilAsserted(() -> assertThat(handled).containsExactly("a"));
        release.countDown();
        awaitAllAcked(BILLING);
    }

    private static void awaitStubbornly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // That is what is meant by stubborn.
            }
        }
    }

    @Test
    void parallelismHandlesSoManyAtTheSameTime() throws Exception {
        CountDownLatch all = new CountDownLatch(4);
        start(created(SubscribeOptions.durable(billing()).withParallelism(4), event -> {
            all.countDown();
            try {
                all.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            handle(event);
        }));

        publish(names(4));

        await().untilAsserted(() -> assertThat(handled).hasSize(4));
    }

    @Test
    void aClosedHostGivesBackWhatItHasNotBegunAndFinishesTheRest() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        DurableOptions patient = billing().ackWait(Duration.ofMinutes(5));
        ServiceHost first = start(created(patient, event -> {
            running.countDown();
            awaitStubbornly(release);
            handled.add("first " + event.getName());
        }));
        publish("a", "b", "c");
        running.await();
        await().untilAsserted(() -> assertThat(stats(first).received()).isEqualTo(3));

        CompletableFuture<Void> closing = CompletableFuture.runAsync(first::close);
        start(created(patient, event -> handled.add("second " + event.getName())));

        await().untilAsserted(() -> assertThat(handled).containsExactly("second b", "second c"));
        assertThat(closing).isNotDone();
        release.countDown();
        closing.join();
        assertThat(handled).containsExactly("second b", "second c", "first a");
        awaitAllAcked(BILLING);
        assertThat(consumer(BILLING).getDelivered().getConsumerSequence()).isEqualTo(5);
    }

    @Test
    void whatIsCancelledByAnImpatientHostIsNotAcked() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        DurableOptions patient = billing().ackWait(Duration.ofMinutes(5));
        ServiceHost first = start(ServiceHost.builder(newConnection())
                .drainTimeout(Duration.ZERO)
                .add(created(patient, event -> {
                    running.countDown();
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt(); // and returns, as if all were well
                    }
                })));
        publish("a");
        running.await();

        first.close();

        assertThat(consumer(BILLING).getAckFloor().getStreamSequence()).isZero();
        start(created(patient, this::handle));
        await().untilAsserted(() -> assertThat(handled).containsExactly("a"));
    }

    @Test
    void othersGetWhatAKilledInstanceHad() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Connection dying = newConnection();
        ServiceHost first = start(dying, created(billing(), event -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        publish("a", "b", "c");
        await().untilAsserted(() -> assertThat(stats(first).received()).isEqualTo(3));

        dying.close();
        start(created(billing(), this::handle));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(handled).containsExactlyInAnyOrder("a", "b", "c"));
        never.countDown();
        awaitAllAcked(BILLING);
    }

    @Test
    void theListenerSeesWhereItsEventComesFrom() throws Exception {
        AtomicReference<StoredEvent> stored = new AtomicReference<>();
        AtomicReference<String> header = new AtomicReference<>();
        start(created(billing(), event -> {
            stored.set(CallContext.current().storedEvent());
            header.set(CallContext.current().headers().get("tenant"));
            handle(event);
        }));

        Headers headers = new Headers().put("tenant", "acme");
        publish("x");
        publish(
                "orders.created",
                headers,
                HelloRequest.newBuilder().setName("y").build().toByteArray());

        await().until(() -> handled.contains("y"));
        assertThat(header).hasValue("acme");
        StoredEvent seen = Objects.requireNonNull(stored.get());
        assertThat(seen.stream()).isEqualTo("ORDERS");
        assertThat(seen.sequence()).isEqualTo(2);
        assertThat(seen.consumer()).isEqualTo(BILLING);
        assertThat(seen.deliveries()).isEqualTo(1);
        assertThat(seen.storedAt()).isCloseTo(Instant.now(), within(Duration.ofMinutes(1)));
    }

    private static org.assertj.core.data.TemporalUnitOffset within(Duration time) {
        return new org.assertj.core.data.TemporalUnitWithinOffset(
                time.toSeconds(), java.time.temporal.ChronoUnit.SECONDS);
    }

    @Test
    void manyEventsAreEachHandledOnce() throws Exception {
        AtomicInteger count = new AtomicInteger();
        ServiceHost host = start(created(billing().prefetch(10), event -> count.incrementAndGet()));
        ServiceHost other = start(created(
                SubscribeOptions.durable(billing().prefetch(200)).withParallelism(8),
                event -> count.incrementAndGet()));
        for (int i = 0; i < 5000; i++) {
            nats.publish(
                    "orders.created",
                    HelloRequest.newBuilder().setName("n" + i).build().toByteArray());
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> count.get() >= 5000);
        awaitAllAcked(BILLING);

        assertThat(count).hasValue(5000);
        assertThat(stats(host).handled() + stats(other).handled()).isEqualTo(5000);
    }

    @Test
    void anErrorWhileEventsAreKeptAliveDoesNotEndThat() throws Exception {
        Transport transport = new JnatsTransport(newConnection());
        AtomicInteger told = new AtomicInteger();
        Transport failing = (Transport) Proxy.newProxyInstance(
                Transport.class.getClassLoader(), new Class<?>[] {Transport.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("publish")
                            && "+WPI".equals(new String((byte[]) arguments[3], StandardCharsets.UTF_8))
                            && told.incrementAndGet() == 1) {
                        throw new StackOverflowError("made on purpose");
                    }
                    return method.invoke(transport, arguments);
                });
        CountDownLatch release = new CountDownLatch(1);
        start(ServiceHost.builder(failing).add(created(billing(), event -> awaitStubbornly(release))));
        publish("slow");

        await().until(() -> told.get() >= 4);
        release.countDown();
        awaitAllAcked(BILLING);
    }
}
