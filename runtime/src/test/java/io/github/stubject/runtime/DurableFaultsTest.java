package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestDurableEvents.SHIPPED;
import static io.github.stubject.runtime.TestDurableEvents.order;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.test.OrderRequest;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.MessageInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Durable events while servers go and come, or lack what they need. */
@Timeout(120)
class DurableFaultsTest {
    private static Connection connect(NatsServer server) throws Exception {
        return Nats.connect(new Options.Builder()
                .server(server.url())
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(100))
                .build());
    }

    @Test
    void everyPublishEndsAndWhatIsAcknowledgedIsThereOnce() throws Exception {
        try (NatsServer server = NatsServer.start("jetstream: enabled");
                Connection nats = connect(server);
                RpcClient client = RpcClient.builder(nats).build()) {
            EventStream.of(SHIPPED).prepare(nats, Setup.CREATE);
            PublishOptions patient = PublishOptions.DEFAULT.withTimeout(Duration.ofSeconds(30));
            AtomicBoolean enough = new AtomicBoolean();
            AtomicInteger acked = new AtomicInteger();
            Map<String, CompletableFuture<PublishAck>> publishes = new HashMap<>();
            Thread publisher = new Thread(() -> {
                for (int i = 0; !enough.get(); i++) {
                    CompletableFuture<PublishAck> publish = client.publishAsync(SHIPPED, order("o" + i), patient);
                    publishes.put("o" + i, publish);
                    CompletableFuture<?> unused = publish.thenRun(acked::incrementAndGet);
                }
            });
            publisher.start();
            for (int round = 0; round < 3; round++) {
                int before = acked.get();
                await().atMost(Duration.ofSeconds(30)).until(() -> acked.get() > before + 500);
                if (round == 1) {
                    server.stop();
                } else {
                    server.kill();
                }
                server.startAgain();
            }
            int before = acked.get();
            await().atMost(Duration.ofSeconds(30)).until(() -> acked.get() > before + 500);
            enough.set(true);
            publisher.join();

            Map<String, Long> sequences = new HashMap<>();
            for (Map.Entry<String, CompletableFuture<PublishAck>> publish : publishes.entrySet()) {
                sequences.put(
                        publish.getKey(),
                        publish.getValue().get(60, TimeUnit.SECONDS).sequence());
            }
            assertThat(new HashSet<>(sequences.values())).as("numbers").hasSameSizeAs(sequences.keySet());
            JetStreamManagement streams = nats.jetStreamManagement();
            assertThat(streams.getStreamInfo("ORDERS").getStreamState().getMsgCount())
                    .isEqualTo(publishes.size());
            Set<String> looked = new HashSet<>();
            for (Map.Entry<String, Long> one : sequences.entrySet()) {
                if (looked.size() < 1000 && looked.add(one.getKey())) {
                    MessageInfo message = streams.getMessage("ORDERS", one.getValue());
                    assertThat(OrderRequest.parseFrom(message.getData()).getId())
                            .isEqualTo(one.getKey());
                }
            }
            assertThat(client.outstanding()).isZero();
            assertThat(client.timers()).isZero();
            assertThat(client.inPublishWindow()).isZero();
        }
    }

    @Test
    void withoutAServerAPublishEndsInTime() throws Exception {
        try (NatsServer server = NatsServer.start("jetstream: enabled");
                Connection nats = connect(server);
                RpcClient client = RpcClient.builder(nats).build()) {
            server.kill();
            await().until(() -> nats.getStatus() != Connection.Status.CONNECTED);
            PublishOptions quick = PublishOptions.DEFAULT.withTimeout(Duration.ofMillis(600));
            List<CompletableFuture<PublishAck>> publishes = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                publishes.add(client.publishAsync(SHIPPED, order("o" + i), quick));
            }
            for (CompletableFuture<PublishAck> publish : publishes) {
                assertThat(publish)
                        .failsWithin(Duration.ofSeconds(20))
                        .withThrowableThat()
                        .havingCause()
                        .isInstanceOfSatisfying(RpcException.class, failure -> {
                            assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
                            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
                            assertThat(failure).hasMessageContaining("not connected");
                        });
            }
            assertThat(client.outstanding()).isZero();
        }
    }

    @Test
    void aPublishWaitsForAServerThatComesBack() throws Exception {
        try (NatsServer server = NatsServer.start("jetstream: enabled");
                Connection nats = connect(server);
                RpcClient client = RpcClient.builder(nats).build()) {
            EventStream.of(SHIPPED).prepare(nats, Setup.CREATE);
            server.kill();
            await().until(() -> nats.getStatus() != Connection.Status.CONNECTED);
            CompletableFuture<PublishAck> publish = client.publishAsync(
                    SHIPPED, order("1"), PublishOptions.DEFAULT.withTimeout(Duration.ofSeconds(30)));
            CompletableFuture<PublishAck> once =
                    client.publishAsync(SHIPPED, order("2"), PublishOptions.DEFAULT.withoutRetries());
            assertThat(once).failsWithin(Duration.ofSeconds(20));
            server.startAgain();
            assertThat(publish.get(30, TimeUnit.SECONDS)).isEqualTo(new PublishAck("ORDERS", 1, false));
        }
    }

    @Test
    void disabledJetStreamIsUnavailable() throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection nats = connect(server);
                RpcClient client = RpcClient.builder(nats).build()) {
            RpcException failure = catchThrowableOfType(
                    RpcException.class,
                    () -> client.publish(TestDurableEvents.GREETED, hello("x"), PublishOptions.DEFAULT));
            assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
            assertThat(failure).hasMessageContaining("no JetStream");
        }
    }

    @Test
    void aMissingPermissionIsNamed() throws Exception {
        try (NatsServer server = NatsServer.start(
                        "jetstream: enabled",
                        "authorization { users: [ { user: a, password: a, permissions: {"
                                + " publish: \"$JS.API.>\", subscribe: \"_INBOX.>\" } } ] }");
                Connection nats = Nats.connect(new Options.Builder()
                        .server(server.url())
                        .userInfo("a", "a")
                        .build());
                RpcClient client = RpcClient.builder(nats).build()) {
            EventStream.of(TestDurableEvents.GREETED).prepare(nats, Setup.CREATE);
            for (int i = 0; i < 2; i++) {
                RpcException failure = catchThrowableOfType(
                        RpcException.class,
                        () -> client.publish(
                                TestDurableEvents.GREETED,
                                hello("x"),
                                PublishOptions.DEFAULT.withTimeout(Duration.ofSeconds(2))));
                assertThat(failure.code()).isEqualTo(Code.PERMISSION_DENIED);
                assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
                assertThat(failure).hasMessageContaining("orders.greeted");
            }
        }
    }

    @Test
    void withNoMorePermissionThanToPublishItWorks() throws Exception {
        try (NatsServer server = NatsServer.start(
                        "jetstream: enabled",
                        "authorization { users: [ { user: admin, password: a }",
                        "{ user: a, password: a, permissions: { publish: \"orders.>\", subscribe: \"_INBOX.>\" } } ] }");
                Connection admin = Nats.connect(new Options.Builder()
                        .server(server.url())
                        .userInfo("admin", "a")
                        .build());
                Connection nats = Nats.connect(new Options.Builder()
                        .server(server.url())
                        .userInfo("a", "a")
                        .build());
                RpcClient client = RpcClient.builder(nats).build()) {
            EventStream.of(SHIPPED).prepare(admin, Setup.CREATE);
            assertThat(client.publish(SHIPPED, order("1"), PublishOptions.DEFAULT)
                            .sequence())
                    .isEqualTo(1);
            // Why it fails is not to be known then.
            RpcException failure = catchThrowableOfType(
                    RpcException.class,
                    () -> client.publish(
                            TestDurableEvents.GREETED,
                            hello("x"),
                            PublishOptions.DEFAULT.withTimeout(Duration.ofMillis(500))));
            assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("ORDERS");
        }
    }
}
