package io.github.stubject.it.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.it.parcels.Alarm;
import io.github.stubject.it.parcels.AlarmsBinding;
import io.github.stubject.it.parcels.AlarmsListener;
import io.github.stubject.it.parcels.AlarmsPublisher;
import io.github.stubject.it.parcels.ParcelAccepted;
import io.github.stubject.it.parcels.ParcelMoved;
import io.github.stubject.it.parcels.ParcelScanned;
import io.github.stubject.it.parcels.ParcelsBinding;
import io.github.stubject.it.parcels.ParcelsListener;
import io.github.stubject.it.parcels.ParcelsListenerAsync;
import io.github.stubject.it.parcels.ParcelsPublisher;
import io.github.stubject.it.parcels.Size;
import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.DurableOptions;
import io.github.stubject.runtime.EventStream;
import io.github.stubject.runtime.PublishAck;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.Setup;
import io.github.stubject.runtime.StartFrom;
import io.github.stubject.runtime.SubscribeOptions;
import io.github.stubject.testing.StubjectTest;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Generated publishers and listeners at work. */
@Timeout(60)
class ParcelsTest {
    private static NatsServer server;

    private Connection nats;

    @BeforeAll
    static void startServer() {
        server = NatsServer.start("jetstream: enabled");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void connect() throws Exception {
        nats = Nats.connect(server.url());
        EventStream.of(ParcelsBinding.ACCEPTED, ParcelsBinding.MOVED).prepare(nats, Setup.CREATE);
    }

    @AfterEach
    void disconnect() throws Exception {
        nats.jetStreamManagement().deleteStream("PARCELS");
        nats.close();
    }

    private static ParcelScanned scanned(int depot, Size size) {
        return ParcelScanned.newBuilder()
                .setParcelId("p")
                .setDepot(depot)
                .setSize(size)
                .build();
    }

    private static ParcelMoved moved(int parcel, int step) {
        return ParcelMoved.newBuilder()
                .setParcelId("parcel " + parcel)
                .setMoveId(parcel + "/" + step)
                .setStep(step)
                .build();
    }

    @Test
    void aListenerGetsTheValuesOfTheParametersThatItFixes() {
        List<ParcelScanned> large = new CopyOnWriteArrayList<>();
        ParcelsListener listener = new ParcelsListener() {
            @Override
            public void scanned(ParcelScanned event) {
                large.add(event);
            }
        };
        SubscribeOptions options = SubscribeOptions.DEFAULT
                .withParameter(ParcelsBinding.SCANNED_SIZE, Size.LARGE)
                .withParameter(ParcelsBinding.SCANNED_DEPOT, 7);
        ParcelsPublisher parcels = ParcelsPublisher.create(nats);

        try (ServiceHost unused = ServiceHost.builder(nats)
                .add(ParcelsBinding.listener(listener, options))
                .start()) {
            parcels.scanned(scanned(7, Size.SMALL));
            parcels.scanned(scanned(8, Size.LARGE));
            parcels.scanned(scanned(7, Size.LARGE));

            await().untilAsserted(() -> assertThat(large).containsExactly(scanned(7, Size.LARGE)));
        }
    }

    @Test
    void anEventIsKeptOnceForEachMessageId() {
        ParcelsPublisher parcels = ParcelsPublisher.create(nats);
        ParcelAccepted event = ParcelAccepted.newBuilder()
                .setParcelId("p1")
                .setCustomerId("ann")
                .build();

        PublishAck first = parcels.accepted(event);
        PublishAck second = parcels.async().accepted(event).join();

        assertThat(first).isEqualTo(new PublishAck("PARCELS", 1, false));
        assertThat(second).isEqualTo(new PublishAck("PARCELS", 1, true));
    }

    @Test
    void eventsOfOneKeyAreHandledInOrderByTwoHosts() throws Exception {
        int parcelsCount = 10;
        int steps = 20;
        Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
        ParcelsListenerAsync listener = new ParcelsListenerAsync() {
            @Override
            public CompletableFuture<Void> moved(ParcelMoved event) {
                return CompletableFuture.runAsync(
                        () -> seen.computeIfAbsent(event.getParcelId(), parcel -> new CopyOnWriteArrayList<>())
                                .add(event.getStep()));
            }
        };
        DurableOptions consumer = DurableOptions.named("tracking")
                .startFrom(StartFrom.allEvents())
                .inOrder();
        ParcelsPublisher.Async parcels = ParcelsPublisher.create(nats).async();
        for (int step = 0; step < steps; step++) {
            for (int parcel = 0; parcel < parcelsCount; parcel++) {
                parcels.moved(moved(parcel, step)).join();
            }
        }

        try (Connection other = Nats.connect(server.url());
                ServiceHost unused = host(nats, listener, consumer);
                ServiceHost unusedToo = host(other, listener, consumer)) {
            await().until(() -> seen.values().stream().mapToInt(List::size).sum() >= parcelsCount * steps);

            assertThat(seen).hasSize(parcelsCount);
            assertThat(seen.values())
                    .allSatisfy(all -> assertThat(all)
                            .containsExactlyElementsOf(
                                    IntStream.range(0, steps).boxed().toList()));
        }
    }

    private static ServiceHost host(Connection connection, ParcelsListenerAsync listener, DurableOptions consumer) {
        return ServiceHost.builder(connection)
                .add(ParcelsBinding.listenerAsync(listener, SubscribeOptions.durable(consumer), ParcelsBinding.MOVED))
                .start();
    }

    @Test
    void coreEventsNeedNoServerInTests() {
        List<Alarm> raised = new CopyOnWriteArrayList<>();
        AlarmsListener listener = new AlarmsListener() {
            @Override
            public void raised(Alarm event) {
                raised.add(event);
            }
        };
        Alarm fire = Alarm.newBuilder().setText("fire").build();

        try (StubjectTest test =
                StubjectTest.hosting(host -> host.add(AlarmsBinding.listener(listener, SubscribeOptions.DEFAULT)))) {
            AlarmsPublisher.create(test.client()).raised(fire);

            await().untilAsserted(() -> assertThat(raised).containsExactly(fire));
        }
    }
}
