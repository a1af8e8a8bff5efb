package io.github.stubject.runtime;

import static io.github.stubject.runtime.OrderEvents.created;
import static io.github.stubject.runtime.OrderEvents.placed;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.test.HelloRequest;
import io.nats.client.Dispatcher;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Messages that are made to harm who listens: none stops a consumer, and none makes a host speak to others. */
class HostileEventTest extends DurableHarness {
    private final List<String> handled = new CopyOnWriteArrayList<>();

    private void handle(HelloRequest event) {
        handled.add(event.getName());
    }

    private static DurableOptions mortal() {
        return billing().deadLetters("dead", 3);
    }

    private Headers dead(long sequence) throws Exception {
        MessageInfo letter = management.getMessage("DEAD", sequence);
        return letter.getHeaders();
    }

    /** As no client of NATS would send it. */
    private static void publishRaw(String subject, String headers) throws Exception {
        try (RawNats raw = new RawNats(server)) {
            raw.publish(subject, "", headers, new byte[0]);
            raw.flush();
        }
    }

    @Test
    void whatLooksLikeAStatusIsPutAsideAndStopsNothing() throws Exception {
        start(created(mortal().inOrder(), this::handle));
        publishRaw("orders.created", "NATS/1.0 409 Consumer Deleted\r\n\r\n");
        publishRaw("orders.created", "NATS/1.0 100 Idle Heartbeat\r\n\r\n");
        publish("good");

        await().atMost(Duration.ofSeconds(20)).until(() -> handled.contains("good"));
        awaitAllAcked("billing_Orders_Created");

        assertThat(handled).containsExactly("good");
        assertThat(stored("DEAD")).isEqualTo(2);
    }

    @Test
    void whatCameOnAnOddSubjectIsPutAside() throws Exception {
        ServiceHost host = start(placed(SubscribeOptions.durable(mortal()), order -> {}));
        publishRaw("orders.\u0001.placed.0", "NATS/1.0\r\n\r\n");

        await().atMost(Duration.ofSeconds(20)).until(() -> stored("DEAD") == 1);
        awaitAllAcked("billing_Orders_Placed");

        assertThat(dead(1).getFirst("Stubject-Dead-Subject")).isEqualTo("orders.%01.placed.0");
        assertThat(stats(host).deadLetters()).isEqualTo(1);
    }

    @Test
    void aPublisherCannotSayWhyItsEventWasPutAside() throws Exception {
        start(created(mortal(), this::handle));
        publish(
                "orders.created",
                new Headers().put("stubject-dead-reason", "forged").put("Stubject-Dead-Other", "forged"),
                new byte[] {0x0A, 0x7F});

        await().atMost(Duration.ofSeconds(20)).until(() -> stored("DEAD") == 1);

        assertThat(dead(1).getIgnoreCase("Stubject-Dead-Reason"))
                .singleElement()
                .asString()
                .contains("no valid stubject.test.HelloRequest");
        assertThat(dead(1).containsKeyIgnoreCase("Stubject-Dead-Other")).isFalse();
    }

    @Test
    void nobodyButTheConsumerDeliversAndIsAnswered() throws Exception {
        List<String> inboxes = new CopyOnWriteArrayList<>();
        List<String> spoken = new CopyOnWriteArrayList<>();
        Dispatcher spy = nats.createDispatcher(message -> inboxes.add(message.getReplyTo()))
                .subscribe("$JS.API.CONSUMER.MSG.NEXT.>");
        spy.subscribe("$JS.ACK.>", message -> spoken.add(message.getSubject()));
        nats.flush(Duration.ofSeconds(5));
        ServiceHost host = start(created(mortal(), this::handle));
        await().until(() -> !inboxes.isEmpty());

        byte[] forged = hello("forged").toByteArray();
        nats.publish(inboxes.get(0), "$JS.ACK.OTHER.consumer.1.1.1.0.0", forged);
        nats.publish(inboxes.get(0), "$JS.ACK.ORDERS.other.1.1.1.0.0", forged);
        nats.publish(inboxes.get(0), "$JS.ACK.ORDERS." + BILLING + ".1.1.1.0.0", forged);
        nats.publish(inboxes.get(0), "$JS.ACK.a.b.OTHER.consumer.1.1.1.0.0", forged);
        nats.publish(inboxes.get(0), "orders.created", forged);
        publish("good");

        await().until(() -> handled.contains("good"));
        awaitAllAcked(BILLING);
        await().until(() -> !spoken.isEmpty());
        assertThat(handled).containsExactly("good");
        assertThat(spoken).hasSize(1);
        assertThat(stats(host).received()).isEqualTo(1);
    }
}
