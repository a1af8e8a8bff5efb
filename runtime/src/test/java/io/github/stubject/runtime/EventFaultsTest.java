package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestEvents.listenerAsync;
import static io.github.stubject.runtime.TestEvents.onPlaced;
import static io.github.stubject.runtime.TestEvents.onShipped;
import static io.github.stubject.runtime.TestEvents.publish;
import static io.github.stubject.runtime.TestEvents.stats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.github.stubject.runtime.TestEvents.ShippingListenerAsync;
import io.github.stubject.runtime.test.Region;
import io.github.stubject.runtime.test.Shipped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners that throw, are too slow, or do not end: they harm nobody else, and nothing is lost uncounted. */
class EventFaultsTest extends CallHarness {
    private final BlockingQueue<Shipped> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void releaseAll() {
        release.countDown();
    }

    /** For ever, as far as a host is concerned. */
    private static void block(CountDownLatch until) {
        boolean done = false;
        while (!done) {
            try {
                done = until.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                // Not to be stopped.
            }
        }
    }

    private static void blockUntilInterrupted(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("stopped", e);
        }
    }

    private static long sum(SubscriptionStats stats) {
        return stats.handled() + stats.failed() + stats.lost();
    }

    @Test
    void aListenerThatThrowsIsCountedAndLoggedAndGetsTheNextEvent() throws Exception {
        ServiceHost host = serve(host().add(onShipped(SubscribeOptions.DEFAULT, event -> {
                    if (event.getNumber() % 2 == 0) {
                        throw event.getNumber() % 4 == 0
                                ? new RpcException(Code.NOT_FOUND, "broken on purpose")
                                : new IllegalStateException("broken on purpose");
                    }
                    heard.add(event);
                }))
                .add(onShipped(SubscribeOptions.DEFAULT, heard::add)));
        RpcClient client = client();

        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 100; i++) {
                publish(client, i);
            }

            await().until(() -> host.subscriptions().stream().allMatch(stats -> sum(stats) == 100));
            assertThat(log.records())
                    .filteredOn(line -> line.contains("was not handled"))
                    .hasSizeBetween(1, 20) // of fifty
                    .first()
                    .asString()
                    .contains("SEVERE", "acme.shop.Shipping/Shipped", "shop.shipped", "broken on purpose");
        }
        assertThat(host.subscriptions()).extracting(SubscriptionStats::failed).containsExactly(50L, 0L);
        assertThat(heard).hasSize(150);
    }

    @Test
    void anErrorOfAListenerIsAFailureLikeAnyOther() throws Exception {
        ServiceHost host = serve(host().add(onShipped(SubscribeOptions.DEFAULT, event -> {
            if (event.getNumber() == 1) {
                throw new StackOverflowError("made on purpose");
            }
            heard.add(event);
        })));
        RpcClient client = client();

        publish(client, 1);
        publish(client, 2);

        assertThat(next(heard).getNumber()).isEqualTo(2);
        await().until(() -> stats(host).failed() == 1); // where jnats keeps no order, it comes later
    }

    @Test
    void whatASlowListenerLosesIsCountedExactlyAndSaid() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        ServiceHost host = serve(host().add(onShipped(SubscribeOptions.DEFAULT.withPending(10, 1_000_000), event -> {
            first.countDown();
            block(release);
            heard.add(event);
        })));
        RpcClient client = client();

        try (LogCapture log = new LogCapture()) {
            publish(client, 0);
            waitFor(first);
            for (int i = 1; i < 500; i++) {
                publish(client, i);
            }
            await().until(() -> stats(host).received() == 500);
            assertThat(stats(host).lost()).isEqualTo(489);
            release.countDown();
            await().until(() -> sum(stats(host)) == 500);
            host.close();

            assertThat(lossesIn(log)).isEqualTo(489);
        }
        assertThat(stats(host).handled()).isEqualTo(11);
        assertThat(stats(host).lost()).isEqualTo(489);
        assertThat(heard).hasSize(11);
    }

    private static long lossesIn(LogCapture log) {
        return log.records().stream()
                .filter(line -> line.contains("too many were waiting for its listener"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("(?s).*: lost (\\d+), .*", "$1")))
                .sum();
    }

    @Test
    void whatWaitsIsLimitedInBytesToo() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        ServiceHost host = serve(host().add(onShipped(SubscribeOptions.DEFAULT.withPending(1000, 25_000), event -> {
            first.countDown();
            block(release);
        })));
        RpcClient client = client();
        Shipped large = Shipped.newBuilder()
                .setLoad(ByteString.copyFrom(new byte[10_000]))
                .build();
        client.publish(TestEvents.SHIPPED, large, PublishOptions.DEFAULT);
        waitFor(first);

        for (int i = 0; i < 10; i++) {
            client.publish(TestEvents.SHIPPED, large, PublishOptions.DEFAULT);
        }

        await().until(() -> stats(host).received() == 11);
        assertThat(stats(host).lost()).isEqualTo(7); // the one that reaches the limit still waits
        release.countDown();
        await().until(() -> stats(host).handled() == 4);
    }

    @Test
    void aListenerThatBlocksHarmsNobodyElse() throws Exception {
        CountDownLatch blocked = new CountDownLatch(2);
        ServiceHost host = host().drainTimeout(Duration.ZERO)
                .add(onShipped(SubscribeOptions.DEFAULT.withParallelism(10_000), event -> {
                    blocked.countDown();
                    block(release);
                }))
                .add(onShipped(SubscribeOptions.DEFAULT, event -> {
                    blocked.countDown();
                    block(release);
                }))
                .add(onShipped(SubscribeOptions.DEFAULT, heard::add))
                .add(onPlaced(SubscribeOptions.DEFAULT, heard::add))
                .add(TestService.of(TestService.greeting(name -> name)))
                .start();
        try {
            ServiceHost other = serve(host().add(onShipped(SubscribeOptions.DEFAULT, event -> {})));
            RpcClient client = client();
            for (int i = 0; i < 1000; i++) {
                publish(client, i);
            }
            waitFor(blocked);

            await().until(() -> heard.size() == 1000 && stats(other).handled() == 1000);
            client.publish(TestEvents.PLACED, TestEvents.placed("ann", Region.EU, 1), PublishOptions.DEFAULT);
            await().until(() -> heard.size() == 1001);
            assertThat(greet(client, "ann")).isEqualTo("ann");
        } finally {
            release.countDown();
            host.close();
        }
    }

    @Test
    void drainingLosesNothingThatWasReceived() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        ServiceHost host = host().drainTimeout(Duration.ofSeconds(30))
                .add(onShipped(SubscribeOptions.DEFAULT, event -> {
                    first.countDown();
                    block(release);
                    heard.add(event);
                }))
                .start();
        RpcClient client = client();
        for (int i = 0; i < 1000; i++) {
            publish(client, i);
        }
        waitFor(first);
        // Whatever is published before another one of its connection is heard was before it at the host's server, too.
        await().until(() -> stats(host).received() == 1000);

        CompletableFuture<Void> closing = CompletableFuture.runAsync(host::close);
        release.countDown();
        closing.get(30, TimeUnit.SECONDS);

        assertThat(heard).hasSize(1000);
        assertThat(stats(host).handled()).isEqualTo(1000);
        assertThat(stats(host).lost()).isZero();
        publish(client, 1000);
        assertThat(stats(host).received()).isEqualTo(1000);
    }

    @Test
    void drainingInTheMiddleOfTrafficCountsAllThatCame() throws Exception {
        ServiceHost closing = host().drainTimeout(Duration.ofSeconds(20))
                .add(onShipped(SubscribeOptions.DEFAULT.withQueueGroup("g"), heard::add))
                .start();
        ServiceHost staying = serve(host().add(onShipped(SubscribeOptions.DEFAULT.withQueueGroup("g"), heard::add)));
        RpcClient client = client();
        int events = 3000;
        for (int i = 0; i < events; i++) {
            publish(client, i);
            if (i == events / 2) {
                CompletableFuture<Void> unused = CompletableFuture.runAsync(closing::close);
            }
        }

        await().until(() -> heard.size() == events);
        closing.close();
        assertThat(stats(closing).handled() + stats(staying).handled()).isEqualTo(events);
        assertThat(stats(closing).lost()).isZero();
        assertThat(stats(closing).handled()).isPositive();
    }

    @Test
    void whatRunsTooLongWhenAHostIsClosedIsCancelledAndWhatWaitsIsCountedAsLost() throws Exception {
        BlockingQueue<CallContext> contexts = new LinkedBlockingQueue<>();
        BlockingQueue<CompletableFuture<Void>> futures = new LinkedBlockingQueue<>();
        ServiceHost host = host().drainTimeout(Duration.ofMillis(50))
                .add(onShipped(SubscribeOptions.DEFAULT, event -> {
                    contexts.add(CallContext.current());
                    blockUntilInterrupted(release);
                }))
                .add(listenerAsync(
                        new ShippingListenerAsync() {
                            @Override
                            public CompletableFuture<?> shipped(Shipped event) {
                                CompletableFuture<Void> future = new CompletableFuture<>();
                                futures.add(future);
                                return future;
                            }
                        },
                        SubscribeOptions.DEFAULT))
                .start();
        RpcClient client = client();
        for (int i = 0; i < 5; i++) {
            publish(client, i);
        }
        await().until(() -> host.subscriptions().stream().allMatch(stats -> stats.received() == 5));
        CallContext context = next(contexts);
        CompletableFuture<Void> future = next(futures);

        host.close();

        assertThat(context.isCancelled()).isTrue();
        await().until(future::isCancelled);
        await().until(() -> host.subscriptions().stream().allMatch(stats -> sum(stats) == 5));
        assertThat(host.subscriptions())
                .extracting(SubscriptionStats::failed, SubscriptionStats::lost)
                .allMatch(one -> one.toList().equals(List.of(1L, 4L)));
        assertThat(contexts).isEmpty();
        assertThat(futures).isEmpty();
    }

    @Test
    void aListenerThatCannotBeStoppedDoesNotKeepAHostFromClosing() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        ServiceHost host = host().drainTimeout(Duration.ofMillis(50))
                .add(onShipped(SubscribeOptions.DEFAULT, event -> {
                    first.countDown();
                    block(release);
                }))
                .start();
        publish(client(), 1);
        waitFor(first);

        CompletableFuture.runAsync(host::close).get(20, TimeUnit.SECONDS);

        assertThat(stats(host).handled()).isZero();
        release.countDown();
        await().until(() -> stats(host).handled() == 1);
    }

    @Test
    void aFailureThatCannotBeShownIsAFailureLikeAnyOther() throws Exception {
        ServiceHost host = serve(host().add(onShipped(SubscribeOptions.DEFAULT, event -> {
            if (event.getNumber() == 1) {
                throw new IllegalStateException() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("not even that");
                    }
                };
            }
            heard.add(event);
        })));
        RpcClient client = client();

        publish(client, 1);
        publish(client, 2);

        assertThat(next(heard)).isEqualTo(TestEvents.number(2));
        await().until(() -> stats(host).failed() == 1); // likewise
    }
}
