package io.github.stubject.runtime;

import static io.github.stubject.runtime.OrderEvents.REGION;
import static io.github.stubject.runtime.OrderEvents.created;
import static io.github.stubject.runtime.OrderEvents.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.internal.transport.InMemoryBroker;
import io.github.stubject.runtime.test.HelloRequest;
import io.github.stubject.runtime.test.OrderRequest;
import io.github.stubject.runtime.test.Region;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which consumers there are when a host has started, and where they begin. */
class ConsumerSetupTest extends DurableHarness {
    private final List<String> handled = new CopyOnWriteArrayList<>();

    private void handle(HelloRequest event) {
        handled.add(event.getName());
    }

    private ConsumerConfiguration.Builder good() {
        return ConsumerConfiguration.builder()
                .durable(BILLING)
                .filterSubject("orders.created")
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(Duration.ofSeconds(1));
    }

    @Test
    void makesWhatIsMissing() throws Exception {
        start(created(billing().ackWait(Duration.ofSeconds(20)), this::handle));

        ConsumerConfiguration made = consumer(BILLING).getConsumerConfiguration();
        assertThat(made.getDurable()).isEqualTo(BILLING);
        assertThat(made.getFilterSubject()).isEqualTo("orders.created");
        assertThat(made.getAckPolicy()).isEqualTo(AckPolicy.Explicit);
        assertThat(made.getAckWait()).isEqualTo(Duration.ofSeconds(20));
        assertThat(made.getMaxDeliver()).isEqualTo(-1);
        assertThat(made.getDeliverPolicy()).isEqualTo(DeliverPolicy.All);
    }

    @Test
    void oneForEachPartitionWhereOrderIsByKey() throws Exception {
        start(placed(SubscribeOptions.durable(billing().inOrder()).withParameter(REGION, Region.EU), order -> {}));

        assertThat(management.getConsumerNames("ORDERS")).hasSize(8);
        ConsumerConfiguration last = consumer("billing_Orders_Placed_7").getConsumerConfiguration();
        assertThat(last.getFilterSubject()).isEqualTo("orders.EU.placed.7");
        assertThat(last.getMaxAckPending()).isEqualTo(1);
    }

    @Test
    void oneForAllPartitionsWithoutOrder() throws Exception {
        List<OrderRequest> orders = new CopyOnWriteArrayList<>();
        start(placed(SubscribeOptions.durable(billing()), orders::add));

        assertThat(management.getConsumerNames("ORDERS")).containsExactly("billing_Orders_Placed");
        publishPlaced(OrderRequest.newBuilder().setId("1").setRegion(Region.US).build());
        publishPlaced(OrderRequest.newBuilder().setId("2").setRegion(Region.EU).build());
        await().untilAsserted(() -> assertThat(orders).hasSize(2));
    }

    @Test
    void prefixesHaveStreamsConsumersAndDeadLettersOfTheirOwn() throws Exception {
        createStream("eu_staging_ORDERS", "eu.staging.orders.>");
        createStream("eu_staging_DEAD", "eu.staging.dead.>");
        start(ServiceHost.builder(newConnection())
                .prefix("eu.staging")
                .add(created(billing().deadLetters("dead", 1), this::handle)));

        publish("eu.staging.orders.created", TestService.hello("a"));

        await().untilAsserted(() -> assertThat(handled).containsExactly("a"));
        assertThat(management.getConsumerNames("eu_staging_ORDERS")).containsExactly(BILLING);
    }

    @ParameterizedTest
    @CsvSource({"CREATE", "CHECK"})
    void whatIsThereWithOtherSettingsIsNamed(Setup setup) throws Exception {
        management.addOrUpdateConsumer(
                "ORDERS",
                good().filterSubject("orders.>")
                        .ackWait(Duration.ofSeconds(7))
                        .maxDeliver(5)
                        .maxAckPending(1)
                        .build());

        assertThatThrownBy(() -> start(created(billing().setup(setup), this::handle)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("consumer " + BILLING + " of stream ORDERS")
                .hasMessageContaining("filter_subject is orders.>, wanted is orders.created")
                .hasMessageContaining("ack_wait is PT7S, wanted is PT1S")
                .hasMessageContaining("max_deliver is 5, wanted is -1")
                .hasMessageContaining("max_ack_pending is 1, wanted is 20000");
    }

    @Test
    void whatIsThereInTheSameWayIsTaken() throws Exception {
        publish("a");
        management.addOrUpdateConsumer("ORDERS", good().maxAckPending(50).build());

        start(created(billing().setup(Setup.CHECK), this::handle));

        await().untilAsserted(() -> assertThat(handled).containsExactly("a"));
    }

    @Test
    void checkMakesNothing() throws Exception {
        assertThatThrownBy(() -> start(created(billing().setup(Setup.CHECK), this::handle)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("it is not there")
                .hasMessageContaining("\"durable_name\":\"" + BILLING + "\"");
        assertThat(management.getConsumerNames("ORDERS")).isEmpty();
    }

    @Test
    void updateChangesWhatDiffersAndGoesOnWhereItWas() throws Exception {
        publish("a", "b");
        management.addOrUpdateConsumer(
                "ORDERS",
                good().ackWait(Duration.ofSeconds(7))
                        .maxDeliver(5)
                        .deliverPolicy(DeliverPolicy.ByStartSequence)
                        .startSequence(2)
                        .build());

        start(created(billing().setup(Setup.UPDATE), this::handle));

        await().untilAsserted(() -> assertThat(handled).containsExactly("b"));
        ConsumerConfiguration updated = consumer(BILLING).getConsumerConfiguration();
        assertThat(updated.getAckWait()).isEqualTo(Duration.ofSeconds(1));
        assertThat(updated.getMaxDeliver()).isEqualTo(-1);
    }

    @Test
    void whatCannotBeUpdatedIsAnErrorThatSaysSo() throws Exception {
        management.addOrUpdateConsumer("ORDERS", good().ackPolicy(AckPolicy.All).build());

        assertThatThrownBy(() -> start(created(billing().setup(Setup.UPDATE), this::handle)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ack policy can not be updated");
    }

    @Test
    void aMissingStreamIsAnErrorWithTheWayOut() throws Exception {
        management.deleteStream("ORDERS");

        assertThatThrownBy(() -> start(created(billing(), this::handle)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("there is no stream ORDERS")
                .hasMessageContaining("create it with the subject orders.created");
    }

    @Test
    void aStreamOfOtherSubjectsIsAnError() throws Exception {
        management.deleteStream("ORDERS");
        createStream("ORDERS", "orders.shipped", "orders.*.placed.0");

        assertThatThrownBy(() -> start(created(billing(), this::handle)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "stream ORDERS keeps [orders.shipped, orders.*.placed.0], but not orders.created");
    }

    @ParameterizedTest
    @CsvSource({
        "orders.>, orders.created, true",
        "orders.>, orders.*.placed.7, true",
        "orders.*, orders.*, true",
        "*.created, orders.created, true",
        "orders.created, orders.created, true",
        "orders.created, orders.*, false",
        "orders.*, orders.>, false",
        "orders.>, orders, false",
        "orders, orders.created, false",
        "orders.*, orders, false"
    })
    void aPatternContainsAnotherIfEachOfItsSubjectsMatches(String outer, String inner, boolean contains) {
        assertThat(Subjects.covers(outer, inner)).isEqualTo(contains);
    }

    @Test
    void newEventsAreThosePublishedAfterTheStart() throws Exception {
        publish("old");
        start(created(DurableOptions.named("billing"), this::handle));
        publish("new");

        await().untilAsserted(() -> assertThat(handled).containsExactly("new"));
    }

    @Test
    void beginsAtASequenceOrATime() throws Exception {
        publish("a", "b", "c");
        ZonedDateTime second = management.getMessage("ORDERS", 2).getTime();

        start(created(
                DurableOptions.named("sequence").startFrom(StartFrom.sequence(3)),
                event -> handled.add("sequence " + event.getName())));
        start(created(
                DurableOptions.named("time").startFrom(StartFrom.time(second.toInstant())),
                event -> handled.add("time " + event.getName())));

        await().untilAsserted(() -> assertThat(handled).containsExactlyInAnyOrder("sequence c", "time b", "time c"));
    }

    @Test
    void aConsumerThatStaysGoesOnWhereItWas() throws Exception {
        ServiceHost first = start(created(billing(), this::handle));
        publish("a");
        await().until(() -> handled.size() == 1);
        first.close();
        publish("b");

        start(created(billing().startFrom(StartFrom.newEvents()), this::handle));

        await().untilAsserted(() -> assertThat(handled).containsExactly("a", "b"));
    }

    @Test
    void aTemporaryOneReadsOnceMoreAndIsGoneWithItsHost() throws Exception {
        publish("a", "b");
        ServiceHost first = start(created(DurableOptions.temporary().startFrom(StartFrom.allEvents()), this::handle));
        ServiceHost second = start(created(DurableOptions.temporary().startFrom(StartFrom.allEvents()), this::handle));

        await().untilAsserted(() -> assertThat(handled).containsExactlyInAnyOrder("a", "a", "b", "b"));
        assertThat(management.getConsumerNames("ORDERS")).hasSize(2);
        first.close();
        second.close();
        await().until(() -> management.getConsumerNames("ORDERS").isEmpty());
    }

    @Test
    void whatWouldBeMadeCanBePrinted() throws Exception {
        String json = ServiceHost.builder(nats)
                .add(created(billing(), this::handle))
                .add(placed(SubscribeOptions.durable(billing().inOrder()), order -> {}))
                .consumersAsJson();

        List<JsonValue> requests = JsonParser.parse(json).array;
        assertThat(requests).hasSize(9);
        assertThat(JsonValueUtils.readString(requests.get(0), "stream_name")).isEqualTo("ORDERS");
        assertThat(management.getConsumerNames("ORDERS")).isEmpty();
        for (JsonValue request : requests) {
            String name = JsonValueUtils.readString(JsonValueUtils.readObject(request, "config"), "durable_name");
            byte[] body = request.toJson().getBytes(StandardCharsets.UTF_8);
            assertThat(nats.request("$JS.API.CONSUMER.DURABLE.CREATE.ORDERS." + name, body)
                            .get()
                            .getData())
                    .asString(StandardCharsets.UTF_8)
                    .doesNotContain("\"error\"");
        }
        start(created(billing().setup(Setup.CHECK), this::handle));
    }

    @Test
    void anEventForAConsumerNeedsOptionsThatSayWhich() {
        assertThatThrownBy(() -> start(created(SubscribeOptions.DEFAULT, this::handle)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SubscribeOptions.durable");
    }

    @Test
    void inMemoryThereIsNoJetStream() {
        ServiceHost.Builder builder =
                ServiceHost.builder(new InMemoryBroker().connect()).add(created(billing(), this::handle));

        assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("JetStream is not there");
    }
}
