package io.github.stubject.runtime;

import static io.github.stubject.runtime.OrderEvents.created;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.natsserver.NatsCluster;
import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.test.HelloRequest;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Listeners go on when what they lean on goes and comes back. */
class DurableRecoveryTest extends DurableHarness {
    private final List<String> handled = new CopyOnWriteArrayList<>();

    private void handle(HelloRequest event) {
        handled.add(event.getName());
    }

    private void awaitHandled(String... names) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(handled).containsExactly(names));
    }

    @Test
    void aConsumerThatIsDeletedIsMadeAgainWhereItWas() throws Exception {
        try (LogCapture log = new LogCapture()) {
            start(created(billing(), this::handle));
            publish("a", "b");
            awaitHandled("a", "b");
            awaitAllAcked(BILLING);

            management.deleteConsumer("ORDERS", BILLING);
            publish("c");

            awaitHandled("a", "b", "c");
            assertThat(log.records())
                    .filteredOn(line -> line.contains("WARNING") && line.contains("was deleted"))
                    .hasSize(1)
                    .allMatch(line -> line.contains("begins with number 3"));
        }
    }

    @Test
    void whatWasNotHandledYetComesFromTheConsumerThatIsMadeAgain() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        start(created(billing(), event -> {
            running.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (handled.size() < 2) {
                handled.add("failed " + event.getName());
                throw new IllegalStateException("by intent");
            }
            handle(event);
        }));
        publish("a", "b");
        running.await();
        management.deleteConsumer("ORDERS", BILLING);
        release.countDown();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(handled).contains("a", "b"));
    }

    @Test
    void withCheckADeletedConsumerIsLookedForUntilItIsThere() throws Exception {
        start(created(billing(), this::handle)).close();
        try (LogCapture log = new LogCapture()) {
            start(created(billing().setup(Setup.CHECK), this::handle));
            management.deleteConsumer("ORDERS", BILLING);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> log.records().stream().anyMatch(line -> line.contains("gives no events")));
            publish("a");
            assertThat(management.getConsumerNames("ORDERS")).isEmpty();

            start(created(billing(), event -> {})).close();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> log.records().stream().anyMatch(line -> line.contains("is there again")));
            publish("b");
            await().atMost(Duration.ofSeconds(20)).until(() -> handled.contains("b"));
            assertThat(log.records())
                    .filteredOn(line -> line.contains("gives no events"))
                    .hasSize(1);
        }
    }

    @Test
    void aStreamThatIsDeletedAndMadeAgainIsReadFromItsBeginning() throws Exception {
        start(created(billing().startFrom(StartFrom.newEvents()), this::handle));
        publish("a", "b");
        awaitHandled("a", "b");

        management.deleteStream("ORDERS");
        createStream("ORDERS", "orders.>");
        publish("c");

        awaitHandled("a", "b", "c");
    }

    @Test
    void aTemporaryConsumerIsMadeAgainWhateverIsCheckedAtStart() throws Exception {
        start(created(
                DurableOptions.temporary().startFrom(StartFrom.allEvents()).setup(Setup.CHECK), this::handle));
        publish("a");
        awaitHandled("a");
        String name = management.getConsumerNames("ORDERS").get(0);
        awaitAllAcked(name);

        management.deleteConsumer("ORDERS", name);
        publish("b");

        awaitHandled("a", "b");
    }

    @Test
    void whatRunsWhenItsStreamIsMadeAnewDoesNotAnswerForTheNewEvents() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ServiceHost host = start(created(billing(), event -> {
            if (event.getName().equals("a")) {
                running.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            handle(event);
        }));
        publish("a");
        running.await();

        management.deleteStream("ORDERS");
        createStream("ORDERS", "orders.>");
        publish("b");
        await().atMost(Duration.ofSeconds(20)).until(() -> stats(host).received() >= 2);
        release.countDown();

        awaitHandled("a", "b");
        awaitAllAcked(BILLING);
    }

    @Test
    void whatWasKnownOfAnOlderStreamDoesNotCountInANewOne() throws Exception {
        start(created(billing(), this::handle));
        publish("1", "2", "3", "4", "5", "6", "7", "8", "9");
        await().until(() -> handled.size() == 9);
        management.deleteStream("ORDERS");
        createStream("ORDERS", "orders.>");
        publish("a");
        await().atMost(Duration.ofSeconds(20)).until(() -> handled.contains("a"));
        awaitAllAcked(BILLING);

        management.deleteConsumer("ORDERS", BILLING);
        publish("b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l");

        await().atMost(Duration.ofSeconds(20)).until(() -> handled.contains("l"));
        assertThat(handled).contains("b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
    }

    @Test
    void aLostConnectionIsGoneOnWith() throws Exception {
        Connection own = newConnection();
        start(own, created(billing(), this::handle));
        publish("a");
        awaitHandled("a");

        own.forceReconnect();
        publish("b");

        awaitHandled("a", "b");
        awaitAllAcked(BILLING);
    }

    @Test
    void aServerThatIsKilledAndStartedAgainLosesNothing() throws Exception {
        Set<String> all = ConcurrentHashMap.newKeySet();
        try (NatsServer own = NatsServer.start("jetstream: enabled");
                Connection connection = connectTo(own.url());
                ServiceHost host = hostAfter(connection, 1, all)) {
            for (int i = 0; i < 300; i++) {
                connection
                        .jetStream()
                        .publish("orders.created", TestService.hello("n" + i).toByteArray());
                if (i == 150) {
                    await().until(() -> all.size() > 20);
                    own.kill();
                    own.startAgain();
                    await().until(() -> connection.getStatus() == Connection.Status.CONNECTED);
                    await().ignoreExceptions()
                            .until(() -> connection.jetStreamManagement().getStreamInfo("ORDERS") != null);
                }
            }

            await().atMost(Duration.ofSeconds(30)).until(() -> all.size() == 300);
            assertThat(stats(host).failed()).isZero();
        }
    }

    @Test
    void aClusterThatLosesALeaderLosesNothing() throws Exception {
        Set<String> all = ConcurrentHashMap.newKeySet();
        try (NatsCluster cluster = NatsCluster.start(3, "jetstream: enabled")) {
            cluster.awaitJetStream();
            try (Connection connection = connectTo(cluster.urls());
                    ServiceHost host = hostAfter(connection, 3, all)) {
                JetStreamManagement jsm = connection.jetStreamManagement();
                for (int i = 0; i < 100; i++) {
                    publishPatiently(connection, "n" + i);
                    if (i == 50) {
                        await().until(() -> all.size() > 10);
                        String leader = Objects.requireNonNull(
                                        jsm.getConsumerInfo("ORDERS", BILLING).getClusterInfo())
                                .getLeader();
                        cluster.server(Integer.parseInt(leader.substring("server-".length())))
                                .kill();
                    }
                }

                await().atMost(Duration.ofSeconds(40)).until(() -> all.size() == 100);
                assertThat(stats(host).failed()).isZero();
            }
        }
    }

    private static void publishPatiently(Connection connection, String name) {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> connection
                                .jetStream()
                                .publish(
                                        "orders.created",
                                        TestService.hello(name).toByteArray())
                                .getSeqno()
                        > 0);
    }

    private static Connection connectTo(String... urls) throws Exception {
        return Nats.connect(new Options.Builder()
                .servers(urls)
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(50))
                .build());
    }

    private static ServiceHost hostAfter(Connection connection, int replicas, Set<String> handled) throws Exception {
        JetStreamManagement jsm = connection.jetStreamManagement();
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> jsm.addStream(StreamConfiguration.builder()
                                .name("ORDERS")
                                .subjects("orders.>")
                                .replicas(replicas)
                                .build())
                        != null);
        return ServiceHost.builder(connection)
                .add(created(billing(), event -> handled.add(event.getName())))
                .start();
    }
}
