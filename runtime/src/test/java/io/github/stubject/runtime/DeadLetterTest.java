package io.github.stubject.runtime;

import static io.github.stubject.runtime.OrderEvents.created;
import static io.github.stubject.runtime.OrderEvents.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.test.HelloRequest;
import io.github.stubject.runtime.test.OrderRequest;
import io.github.stubject.runtime.test.Region;
import io.nats.client.Connection;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What becomes of events that cannot be handled. */
class DeadLetterTest extends DurableHarness {
    private static final String SUBJECT = "dead." + BILLING;

    private final AtomicInteger runs = new AtomicInteger();
    private final List<String> handled = new CopyOnWriteArrayList<>();

    private static DurableOptions mortal(int maxDeliveries) {
        return billing().deadLetters("dead", maxDeliveries);
    }

    private void handle(HelloRequest event) {
        if (event.getName().startsWith("poison")) {
            runs.incrementAndGet();
            throw new IllegalStateException("it is\r\npoison \u2620");
        }
        handled.add(event.getName());
    }

    private void awaitDead(long count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> stored("DEAD") == count);
    }

    private MessageInfo dead(long sequence) throws Exception {
        return management.getMessage("DEAD", sequence);
    }

    @Test
    void whatFailsEachTimeIsPutAsideOnce() throws Exception {
        ServiceHost host = start(created(mortal(3), this::handle));
        publish("orders.created", new Headers().put("tenant", "acme").put("Nats-Msg-Id", "7"), poison());
        publish("good");

        awaitDead(1);
        awaitAllAcked(BILLING);

        assertThat(runs).hasValue(3);
        assertThat(handled).containsExactly("good");
        MessageInfo letter = dead(1);
        assertThat(letter.getSubject()).isEqualTo(SUBJECT);
        assertThat(letter.getData()).isEqualTo(poison());
        Headers headers = letter.getHeaders();
        assertThat(headers.getFirst("tenant")).isEqualTo("acme");
        assertThat(headers.getFirst("Nats-Msg-Id")).isEqualTo("ORDERS/1/" + BILLING);
        assertThat(headers.getFirst("Stubject-Dead-Subject")).isEqualTo("orders.created");
        assertThat(headers.getFirst("Stubject-Dead-Stream")).isEqualTo("ORDERS");
        assertThat(headers.getFirst("Stubject-Dead-Sequence")).isEqualTo("1");
        assertThat(headers.getFirst("Stubject-Dead-Consumer")).isEqualTo(BILLING);
        assertThat(headers.getFirst("Stubject-Dead-Deliveries")).isEqualTo("3");
        assertThat(headers.getFirst("Stubject-Dead-Reason"))
                .isEqualTo("java.lang.IllegalStateException: it is  poison ?");
        assertThat(stats(host).deadLetters()).isEqualTo(1);
        assertThat(stats(host).failed()).isEqualTo(3);
    }

    private static byte[] poison() {
        return HelloRequest.newBuilder().setName("poison").build().toByteArray();
    }

    @Test
    void whatCannotBeReadIsPutAsideAtOnce() throws Exception {
        ServiceHost host = start(created(mortal(5), this::handle));
        publish("orders.created", new Headers(), new byte[] {0x0A, 0x7F});
        publish("orders.created", new Headers().put("Content-Type", "text/plain"), new byte[0]);
        publish("good");

        awaitDead(2);
        awaitAllAcked(BILLING);

        assertThat(handled).containsExactly("good");
        assertThat(List.of(
                        dead(1).getHeaders().getFirst("Stubject-Dead-Reason"),
                        dead(2).getHeaders().getFirst("Stubject-Dead-Reason")))
                .anyMatch(reason -> reason.contains("no valid stubject.test.HelloRequest"))
                .anyMatch(reason -> reason.contains("text/plain"));
        assertThat(stats(host).deadLetters()).isEqualTo(2);
    }

    @Test
    void whatDisagreesWithItsSubjectIsPutAside() throws Exception {
        List<OrderRequest> orders = new CopyOnWriteArrayList<>();
        start(placed(SubscribeOptions.durable(mortal(5)), orders::add));
        OrderRequest inEurope =
                OrderRequest.newBuilder().setId("1").setRegion(Region.EU).build();

        publish("orders.US.placed.0", inEurope);
        publish("orders.EU.placed.0", inEurope);

        awaitDead(1);
        await().untilAsserted(() -> assertThat(orders).containsExactly(inEurope));
    }

    @Test
    void withoutDeadLettersItIsTriedForEver() throws Exception {
        start(created(billing().backoff(Duration.ofMillis(1)), this::handle));
        publish("poison");
        publish("orders.created", new Headers(), new byte[] {0x0A, 0x7F});

        await().until(() -> runs.get() > 50);

        assertThat(consumer(BILLING).getNumAckPending()).isEqualTo(2);
    }

    @Test
    void whatWasBeingHandledForTheLastTimeWhenItsHostWasKilledIsPutAsideWithoutRunning() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Connection dying = newConnection();
        start(dying, created(mortal(1), event -> {
            running.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        publish("killer");
        running.await();
        dying.close();

        start(created(mortal(1), this::handle));

        awaitDead(1);
        never.countDown();
        awaitAllAcked(BILLING);
        assertThat(handled).isEmpty();
        assertThat(dead(1).getHeaders().getFirst("Stubject-Dead-Reason")).contains("never answered");
    }

    @Test
    void withoutAStreamForThemAHostDoesNotStart() throws Exception {
        management.deleteStream("DEAD");

        assertThatThrownBy(() -> start(created(mortal(1), this::handle)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no stream keeps dead." + BILLING);
    }

    @Test
    void theStreamOfTheEventsIsNoPlaceForThem() throws Exception {
        assertThatThrownBy(() -> start(created(billing().deadLetters("orders.dead", 1), this::handle)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("keep those in another stream");
    }

    @Test
    void aDeadLetterStreamThatIsGoneOrFullLosesNothing() throws Exception {
        start(created(mortal(1), this::handle));
        management.deleteStream("DEAD");
        publish("poison");
        await().until(() -> consumer(BILLING).getRedelivered() > 0);
        assertThat(consumer(BILLING).getNumAckPending()).isEqualTo(1);

        management.addStream(StreamConfiguration.builder()
                .name("DEAD")
                .subjects("dead.>")
                .storageType(StorageType.File)
                .maxMessages(1)
                .discardPolicy(DiscardPolicy.New)
                .build());
        awaitDead(1);
        assertThat(runs).hasValue(1);

        publish("poison 2", "good");
        await().until(() -> handled.contains("good") && runs.get() == 2);
        await().until(() -> consumer(BILLING).getRedelivered() > 0);
        assertThat(stored("DEAD")).isEqualTo(1);
        management.purgeStream("DEAD");

        awaitDead(1);
        awaitAllAcked(BILLING);
        assertThat(runs).hasValue(2);
        assertThat(new String(dead(2).getData(), StandardCharsets.UTF_8)).contains("poison 2");
    }

    @Test
    void aRetryFindsTheLetterThatIsThereAlready() throws Exception {
        nats.jetStream().publish(SUBJECT, new Headers().put("Nats-Msg-Id", "ORDERS/1/" + BILLING), new byte[0]);
        start(created(mortal(1), this::handle));

        publish("poison");

        await().until(() -> runs.get() == 1);
        awaitAllAcked(BILLING);
        assertThat(stored("DEAD")).isEqualTo(1);
    }
}
