package io.github.stubject.it.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.stubject.it.shop.Done;
import io.github.stubject.it.shop.LedgerBinding;
import io.github.stubject.it.shop.LedgerClient;
import io.github.stubject.it.shop.Plain;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.RpcStream;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Alice, who may publish {@code orders.alice.>} and nothing else, has streams of her own and no hold over Bob's. */
@Timeout(60)
class FollowingOthersTest {
    private static final byte[] CANCEL = {0x14, 0x00, 0x01};
    private static final byte[] MORE_CREDIT = {0x12, 0x00, 0x01, (byte) 0xFF, 0x7F, (byte) 0xFF, 0x7F};

    /** As in the guide, but that an answer may have many messages. */
    private final GuideServer server = GuideServer.start("orders.conf", text -> text.replace("max: 2", "max: -1"));

    private final RecordingLedger ledger = new RecordingLedger();
    private final ServiceHost host = ServiceHost.builder(server.connectAs("service"))
            .add(LedgerBinding.of(ledger))
            .drainTimeout(Duration.ofSeconds(1))
            .start();
    private final Connection alice = server.connectWithOwnInbox("alice");
    private final Connection bob = server.connectWithOwnInbox("bob");

    @AfterEach
    void stop() {
        host.close();
        server.close();
    }

    private static LedgerClient of(Connection nats) {
        return LedgerClient.create(nats).with(CallOptions.DEFAULT.withoutRetries());
    }

    private static Plain customer(String name) {
        return Plain.newBuilder().setCustomer(name).build();
    }

    /** A stream as Bob's own program would open it; knows where its frames go. */
    private final class Bobs {
        private final String inbox = bob.createInbox();
        private final Subscription frames = bob.subscribe(inbox);
        private final String slot;

        Bobs() throws Exception {
            Headers opening = new Headers()
                    .put("Stubject-Stream", "1")
                    .put("Stubject-Link", "bob")
                    .put("Stubject-Credit", "2 1000");
            bob.publish("orders.bob.follow", inbox, opening, customer("bob").toByteArray());
            slot = Objects.requireNonNull(next().getHeaders().getFirst("Stubject-Slot"));
        }

        private Message next() throws Exception {
            Message next = frames.nextMessage(Duration.ofSeconds(10));
            assertThat(next).as("what comes to Bob").isNotNull();
            return next;
        }

        String tail() {
            return "._s." + host.instance() + ".stream." + slot;
        }

        /** Gives it credit for more and sees that it comes; that takes a frame, which is the first of his. */
        void goesOn() throws Exception {
            bob.publish("orders.bob.follow" + tail(), MORE_CREDIT);
            for (int i = 0; i < 10; i++) {
                assertThat(next().getData()[0]).as("type of a frame").isIn((byte) 0x11, (byte) 0x12);
            }
        }
    }

    private static void flush(Connection nats) throws Exception {
        nats.flush(Duration.ofSeconds(10));
    }

    @Test
    void aliceFollowsHerself() {
        try (RpcStream<Done> hers = of(alice).follow(customer("alice"))) {
            assertThat(hers.limit(10).map(Done::getForCustomer)).hasSize(10).containsOnly("alice");
        }

        await().untilAsserted(() -> assertThat(ledger.unfollowed).containsExactly("alice"));
        assertThat(server.errors()).isEmpty();
    }

    @Test
    void aliceMayNotOpenAStreamOfBobs() {
        RpcException failure = catchThrowableOfType(
                RpcException.class, () -> of(alice).follow(customer("bob")).close());

        assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(failure.text()).contains("nobody has accepted the call of orders.bob.follow");
        await().untilAsserted(() -> assertThat(server.errors())
                .anySatisfy(error -> assertThat(error)
                        .containsIgnoringCase("permissions violation")
                        .contains("orders.bob.follow")));
        assertThat(ledger.customers).isEmpty();
    }

    @Test
    void aStreamThatAliceOpensIsNotBobs() throws Exception {
        Subscription replies = alice.subscribe("_INBOX_alice.here");
        Headers opening = new Headers()
                .put("Stubject-Stream", "1")
                .put("Stubject-Link", "alice")
                .put("Stubject-Credit", "2 1000");

        alice.publish(
                "orders.alice.follow",
                "_INBOX_alice.here",
                opening,
                customer("bob").toByteArray());

        Message refusal = replies.nextMessage(Duration.ofSeconds(10));
        assertThat(refusal.getHeaders().getFirst("Stubject-Code")).isEqualTo("INVALID_ARGUMENT");
        assertThat(ledger.customers).isEmpty();
    }

    /** Though she knows where they go, which nobody can guess. */
    @Test
    void aliceCannotSendFramesIntoAStreamOfBobs() throws Exception {
        Bobs stream = new Bobs();

        alice.publish("orders.bob.follow" + stream.tail(), CANCEL);
        flush(alice);

        await().untilAsserted(() -> assertThat(server.errors())
                .anySatisfy(error -> assertThat(error)
                        .containsIgnoringCase("permissions violation")
                        .contains(stream.tail())));
        stream.goesOn();
        assertThat(ledger.unfollowed).isEmpty();
    }

    @Test
    void framesBehindHerOwnSubjectDoNotReachBobsStream() throws Exception {
        Bobs stream = new Bobs();

        alice.publish("orders.alice.follow" + stream.tail(), CANCEL);
        alice.publish("orders.alice.follow._s._all.cancel", stream.inbox, CANCEL);
        alice.publish("orders.alice.follow._s." + host.instance() + ".orders.bob.follow" + stream.tail(), CANCEL);
        flush(alice);

        stream.goesOn();
        assertThat(ledger.unfollowed).isEmpty();
        assertThat(server.errors()).isEmpty();
    }
}
