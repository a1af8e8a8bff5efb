package io.github.stubject.runtime.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InMemoryBrokerTest {
    private static final int ROUNDS = 200;
    private static final int MESSAGES = 2000;

    @Test
    void amongTwoOfAQueueGroupNothingIsLostWhileOneIsDrained() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Transport transport = new InMemoryBroker().connect();
            AtomicInteger received = new AtomicInteger();
            SubscriptionGroup staying = transport.newSubscriptionGroup();
            SubscriptionGroup leaving = transport.newSubscriptionGroup();
            staying.subscribe("work", "q", message -> received.incrementAndGet());
            leaving.subscribe("work", "q", message -> received.incrementAndGet());
            CompletableFuture<Boolean> drained = null;

            for (int i = 0; i < MESSAGES; i++) {
                transport.publish("work", null, null, new byte[0]);
                if (i == MESSAGES / 2) {
                    drained = CompletableFuture.supplyAsync(() -> drain(leaving));
                }
            }

            assertThat(drained)
                    .isNotNull()
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isEqualTo(true);
            await("round " + round).pollInterval(Duration.ofMillis(1)).until(() -> received.get() == MESSAGES);
            staying.close();
        }
    }

    private static boolean drain(SubscriptionGroup group) {
        try {
            return group.drain(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
