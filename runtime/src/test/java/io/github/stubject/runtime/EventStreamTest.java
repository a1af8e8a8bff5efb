package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestDurableEvents.CREATED;
import static io.github.stubject.runtime.TestDurableEvents.GREETED;
import static io.github.stubject.runtime.TestDurableEvents.SHIPPED;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.internal.transport.InMemoryBroker;
import io.github.stubject.runtime.test.HelloRequest;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Streams made for events, on a real server. */
class EventStreamTest extends JetStreamHarness {
    private static final EventStream ORDERS = EventStream.of(CREATED, SHIPPED);

    private StreamConfiguration found(String name) throws Exception {
        return management.getStreamInfo(name).getConfiguration();
    }

    @Test
    void hasTheSubjectsOfItsEventsAndNothingElse() {
        assertThat(ORDERS.name()).isEqualTo("ORDERS");
        assertThat(ORDERS.subjects()).containsExactly("orders.created.*", "orders.shipped.*");
        assertThat(ORDERS.prefix("staging.eu").name()).isEqualTo("staging_eu_ORDERS");
        assertThat(ORDERS.prefix("staging.eu").subjects())
                .containsExactly("staging.eu.orders.created.*", "staging.eu.orders.shipped.*");
        assertThat(ORDERS).hasToString("ORDERS [orders.created.*, orders.shipped.*]");
        assertThat(EventStream.ofDeadLetters("DEAD", "dead").subjects()).containsExactly("dead.>");
    }

    @Test
    void whatASubjectHasIsNotListedTwice() {
        DurableEvent<HelloRequest> open =
                DurableEvent.of(TestDurableEvents.SERVICE, "Open", "orders.{name}", hello("x"), "ORDERS");
        assertThat(EventStream.of(GREETED, open, GREETED).subjects()).containsExactly("orders.*");
    }

    @Test
    void eventsOfOneStreamOnly() {
        DurableEvent<HelloRequest> other =
                DurableEvent.of(TestDurableEvents.SERVICE, "Other", "other", hello("x"), "OTHER");
        assertThatThrownBy(() -> EventStream.of(CREATED, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ORDERS")
                .hasMessageContaining("OTHER");
    }

    @Test
    void createMakesWhatIsMissing() throws Exception {
        EventStream configured = ORDERS.configure(stream -> stream.maxAge(Duration.ofDays(3))
                .retentionPolicy(RetentionPolicy.Interest)
                .name("NOT_THIS")
                .subjects("not.this"));
        configured.prepare(nats, Setup.CREATE);
        configured.prepare(nats, Setup.CREATE);
        configured.prepare(nats, Setup.CHECK);
        configured.prepare(nats, Setup.UPDATE);
        StreamConfiguration found = found("ORDERS");
        assertThat(found.getSubjects()).containsExactly("orders.created.*", "orders.shipped.*");
        assertThat(found.getMaxAge()).isEqualTo(Duration.ofDays(3));
        assertThat(found.getRetentionPolicy()).isEqualTo(RetentionPolicy.Interest);
        assertThat(management.getStreamNames()).containsExactly("ORDERS");
    }

    @Test
    void whatIsPrintedIsWhatIsCreated() throws Exception {
        EventStream configured =
                ORDERS.configure(stream -> stream.maxMessages(7).storageType(StorageType.Memory));
        management.addStream(StreamConfiguration.instance(configured.toJson()));
        configured.prepare(nats, Setup.CHECK);
        assertThat(configured.toJson()).contains("\"name\":\"ORDERS\"", "\"orders.created.*\"", "\"max_msgs\":7");
    }

    @Test
    void checkMakesNothing() throws Exception {
        assertThatThrownBy(() -> ORDERS.prepare(nats, Setup.CHECK))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stream ORDERS is missing")
                .hasMessageContaining("toJson");
        assertThat(management.getStreamNames()).isEmpty();
    }

    @Test
    void aDifferenceNamesFieldFoundAndWanted() throws Exception {
        management.addStream(StreamConfiguration.builder()
                .name("ORDERS")
                .subjects("orders.created.*")
                .maxMessages(10)
                .maxAge(Duration.ofDays(1))
                .build());
        EventStream wanted = ORDERS.configure(
                stream -> stream.maxMessages(20).storageType(StorageType.Memory).discardPolicy(DiscardPolicy.New));
        for (Setup setup : List.of(Setup.CREATE, Setup.CHECK)) {
            assertThatThrownBy(() -> wanted.prepare(nats, setup))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("stream ORDERS is not as it should be")
                    .hasMessageContaining("max_msgs is 10, wanted 20")
                    .hasMessageContaining("storage is \"file\", wanted \"memory\"")
                    .hasMessageContaining("discard is \"old\", wanted \"new\"")
                    .hasMessageContaining(
                            "subjects is [\"orders.created.*\"], wanted [\"orders.created.*\",\"orders.shipped.*\"]")
                    .hasMessageNotContaining("max_age")
                    .hasMessageContaining("Setup.");
        }
        assertThat(found("ORDERS").getMaxMsgs()).isEqualTo(10);
    }

    @Test
    void whatIsNotSetMayBeAnything() throws Exception {
        management.addStream(StreamConfiguration.builder()
                .name("ORDERS")
                .subjects("orders.shipped.*", "orders.created.*")
                .description("by hand")
                .maxMessages(10)
                .maxAge(Duration.ofDays(1))
                .storageType(StorageType.Memory)
                .discardPolicy(DiscardPolicy.New)
                .denyDelete(true)
                .metadata(Map.of("team", "shop"))
                .build());
        ORDERS.prepare(nats, Setup.CREATE);
        ORDERS.prepare(nats, Setup.CHECK);
        ORDERS.prepare(nats, Setup.UPDATE);
        assertThat(found("ORDERS").getDescription()).isEqualTo("by hand");
    }

    @Test
    void whatIsSetToADefaultIsSet() throws Exception {
        management.addStream(StreamConfiguration.builder()
                .name("ORDERS")
                .subjects(ORDERS.subjects())
                .maxMessages(10)
                .maxAge(Duration.ofDays(1))
                .storageType(StorageType.Memory)
                .denyPurge(true)
                .build());
        assertThatThrownBy(() -> ORDERS.configure(stream -> stream.storageType(StorageType.File)
                                .maxMessages(-1)
                                .maxAge(Duration.ZERO)
                                .replicas(1)
                                .denyPurge(false))
                        .prepare(nats, Setup.CREATE))
                .hasMessageContaining("storage is \"memory\", wanted \"file\"")
                .hasMessageContaining("max_msgs is 10, wanted unset")
                .hasMessageContaining("max_age is 86400000000000, wanted unset")
                .hasMessageContaining("deny_purge is true, wanted unset")
                .hasMessageNotContaining("replicas");
    }

    @Test
    void updateChangesWhatDiffersAndLeavesTheRest() throws Exception {
        management.addStream(StreamConfiguration.builder()
                .name("ORDERS")
                .subjects("orders.created.*")
                .maxMessages(10)
                .maxAge(Duration.ofDays(1))
                .build());
        ORDERS.configure(stream -> stream.maxMessages(20)).prepare(nats, Setup.UPDATE);
        StreamConfiguration found = found("ORDERS");
        assertThat(found.getSubjects()).isEqualTo(ORDERS.subjects());
        assertThat(found.getMaxMsgs()).isEqualTo(20);
        assertThat(found.getMaxAge()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void anUpdateThatJetStreamRefusesSaysWhy() throws Exception {
        ORDERS.configure(stream -> stream.storageType(StorageType.Memory)).prepare(nats, Setup.CREATE);
        assertThatThrownBy(() -> ORDERS.configure(stream -> stream.storageType(StorageType.File))
                        .prepare(nats, Setup.UPDATE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("storage is \"memory\", wanted \"file\"")
                .hasMessageContaining("JetStream says: ");
    }

    @Test
    void subjectsOfAnotherStreamAreRefusedInJetStreamsWords() throws Exception {
        management.addStream(
                StreamConfiguration.builder().name("OTHER").subjects("orders.>").build());
        assertThatThrownBy(() -> ORDERS.prepare(nats, Setup.CREATE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stream ORDERS cannot be made")
                .hasMessageContaining("overlap");
    }

    @Test
    void aHostPreparesItsStreamsUnderItsPrefix() throws Exception {
        ServiceBinding greeter = TestService.of(TestService.greeting(name -> name), TestService.GREET);
        try (ServiceHost host = ServiceHost.builder(nats).prefix("staging").stream(ORDERS, Setup.CREATE).stream(
                        EventStream.of(CREATED).prefix("other"), Setup.CREATE)
                .add(greeter)
                .start()) {
            assertThat(host.instance()).isNotEmpty();
            assertThat(management.getStreamNames()).containsExactlyInAnyOrder("staging_ORDERS", "other_ORDERS");
        }
        assertThatThrownBy(() -> ServiceHost.builder(nats).stream(EventStream.of(GREETED), Setup.CHECK)
                        .add(greeter)
                        .start())
                .hasMessageContaining("ORDERS is missing");
    }

    @Test
    void disabledJetStreamIsNamed() throws Exception {
        try (NatsServer without = NatsServer.start();
                Connection connection = Nats.connect(without.url())) {
            assertThatThrownBy(() -> ORDERS.prepare(connection, Setup.CREATE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ORDERS")
                    .hasMessageContaining("disabled");
        }
        assertThatThrownBy(() -> ServiceHost.builder(new InMemoryBroker().connect()).stream(ORDERS, Setup.CREATE)
                        .start())
                .hasMessageContaining("there is no JetStream");
    }

    @Test
    void anAccountWithoutJetStreamIsNamed() throws Exception {
        try (NatsServer accounts = NatsServer.start(
                        "jetstream: enabled",
                        "accounts { A { jetstream: enabled, users: [ { user: a, password: a } ] }",
                        "B { users: [ { user: b, password: b } ] } }");
                Connection connection = Nats.connect(new Options.Builder()
                        .server(accounts.url())
                        .userInfo("b", "b")
                        .build())) {
            assertThatThrownBy(() -> ORDERS.prepare(connection, Setup.CREATE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("disabled");
        }
    }

    @Test
    void aMissingPermissionIsNamedAtOnce() throws Exception {
        try (NatsServer guarded = NatsServer.start(
                        "jetstream: enabled",
                        "authorization { users: [ { user: a, password: a, permissions: { publish: \"orders.>\" } } ] }");
                Connection connection = Nats.connect(new Options.Builder()
                        .server(guarded.url())
                        .userInfo("a", "a")
                        .build())) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> ORDERS.prepare(connection, Setup.CREATE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("may not ask JetStream")
                    .hasMessageContaining("$JS.API.STREAM.*.ORDERS");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        }
    }
}
