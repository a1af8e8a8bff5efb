package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.ORDER;
import static io.github.stubject.runtime.TestService.SURVEY;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.TestService.Greeter;
import io.github.stubject.runtime.TestService.GreeterAsync;
import io.github.stubject.runtime.discovery.Discovery;
import io.github.stubject.runtime.discovery.ServiceInfo;
import io.github.stubject.runtime.discovery.ServiceInstance;
import io.github.stubject.runtime.discovery.ServiceStats;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.SubscriptionGroup;
import io.github.stubject.runtime.internal.transport.Transport;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What hosts tell of themselves, and what clients find. */
class DiscoveryTest extends CallHarness {
    private static final RpcService SHOP = RpcService.of("acme.Shop")
            .withName("shop")
            .withVersion("1.2.3")
            .withDescription("Sells \"things\".\nOften.")
            .withMetadata("team", "blue");
    private static final RpcMethod<HelloRequest, HelloReply> BUY = RpcMethod.unary(
                    SHOP, "Buy", "shop.buy", HelloRequest.getDefaultInstance(), HelloReply.getDefaultInstance())
            .withQueueGroup("buyers")
            .withMetadata("price", "high");

    private static ServiceBinding shop() {
        Greeter buys = greeting(name -> name);
        return ServiceBinding.builder(SHOP, Greeter.class, buys)
                .unary(BUY, "greet", buys::greet)
                .build();
    }

    private Discovery discovery() {
        return client().discovery();
    }

    private static ServiceStats.Endpoint only(List<ServiceStats> stats) {
        assertThat(stats).hasSize(1);
        assertThat(stats.get(0).endpoints()).hasSize(1);
        return stats.get(0).endpoints().get(0);
    }

    @Test
    void everyInstanceOfEveryServiceAnswersAPing() {
        ServiceHost one =
                serve(host().add(TestService.of(greeting(name -> name))).add(shop()));
        ServiceHost two = serve(shop());

        assertThat(discovery().ping())
                .allSatisfy(ping -> assertThat(ping.roundTrip()).isPositive())
                .extracting(
                        ping -> ping.instance().name() + " " + ping.instance().id())
                .containsExactlyInAnyOrder(
                        "acme-Greeter " + one.instance(), "shop " + one.instance(), "shop " + two.instance());
        assertThat(discovery().ping("shop")).hasSize(2);
        assertThat(discovery().ping("shop", two.instance()))
                .singleElement()
                .satisfies(ping -> assertThat(ping.instance())
                        .isEqualTo(new ServiceInstance("shop", two.instance(), "1.2.3", Map.of("team", "blue"))));
    }

    @Test
    void nobodyIsAnEmptyList() {
        serve(shop());

        assertThat(discovery().ping("other")).isEmpty();
        assertThat(discovery().info("shop", "nobody")).isEmpty();
        assertThat(discovery().stats("other")).isEmpty();
    }

    @Test
    void infoTellsWhatIsServedAndByWhichTypes() {
        ServiceHost host = serve(host().prefix("staging").add(shop()));

        ServiceInfo info = discovery().info("shop").get(0);

        assertThat(info.instance().id()).isEqualTo(host.instance());
        assertThat(info.description()).isEqualTo("Sells \"things\".\nOften.");
        assertThat(info.endpoints())
                .containsExactly(new ServiceInfo.Endpoint(
                        "Buy",
                        "staging.shop.buy",
                        "buyers",
                        Map.of(
                                "method", "acme.Shop/Buy",
                                "request_type", "stubject.test.HelloRequest",
                                "response_type", "stubject.test.HelloReply",
                                "price", "high")));
    }

    @Test
    void aParameterIsAWildcardAndNoQueueGroupIsEmpty() {
        serve(TestService.of(new Greeter() {}, ORDER));
        serve(TestService.of(new Greeter() {}, SURVEY));

        assertThat(discovery().info("acme-Greeter"))
                .flatExtracting(ServiceInfo::endpoints)
                .extracting(endpoint -> endpoint.subject() + "|" + endpoint.queueGroup())
                .containsExactlyInAnyOrder("greeter.*.*.order|q", "greeter.survey|");
    }

    @Test
    void theAnswersAreThoseOfTheSpecification() throws Exception {
        ServiceHost host = serve(shop());
        String begin = "\"name\":\"shop\",\"id\":\"" + host.instance() + "\",\"version\":\"1.2.3\","
                + "\"metadata\":{\"team\":\"blue\"}";

        assertThat(text(rawRequest("$SRV.PING", null, new byte[0])))
                .isEqualTo("{\"type\":\"io.nats.micro.v1.ping_response\"," + begin + "}");
        assertThat(text(rawRequest("$SRV.INFO.shop", null, new byte[0])))
                .startsWith("{\"type\":\"io.nats.micro.v1.info_response\"," + begin + ",\"description\":\"Sells ")
                .contains("\"endpoints\":[{\"name\":\"Buy\",\"subject\":\"shop.buy\",\"queue_group\":\"buyers\","
                        + "\"metadata\":{");
        assertThat(text(rawRequest("$SRV.STATS.shop." + host.instance(), null, new byte[0])))
                .startsWith("{\"type\":\"io.nats.micro.v1.stats_response\"," + begin + ",\"started\":\"2")
                .containsPattern("\"started\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z\"")
                .contains("\"num_requests\":0,\"num_errors\":0,\"processing_time\":0,\"average_processing_time\":0")
                .contains("\"data\":{", "\"serving\":true", "\"in_flight\":0")
                .doesNotContain("last_error");
    }

    private static String text(InboundMessage message) {
        return new String(message.data(), StandardCharsets.UTF_8);
    }

    @Test
    void aServiceWithoutMetadataHasAnEmptyObject() throws Exception {
        serve(TestService.of(greeting(name -> name)));

        assertThat(text(rawRequest("$SRV.PING", null, new byte[0]))).contains("\"metadata\":{}");
    }

    @Test
    void requestsAndErrorsAreCountedWhenTheyAreAnswered() throws Exception {
        CompletableFuture<HelloReply> first = new CompletableFuture<>();
        CompletableFuture<HelloReply> second = new CompletableFuture<>();
        CountDownLatch running = new CountDownLatch(2);
        serve(TestService.ofAsync(new GreeterAsync() {
            @Override
            public CompletableFuture<HelloReply> greet(HelloRequest request) {
                running.countDown();
                return request.getName().equals("1") ? first : second;
            }
        }));
        RpcClient client = client();
        CompletableFuture<HelloReply> one = client.unaryAsync(GREET, hello("1"), CallOptions.DEFAULT);
        CompletableFuture<HelloReply> two = client.unaryAsync(GREET, hello("2"), CallOptions.DEFAULT);
        waitFor(running);
        ServiceStats.Endpoint during = only(client.discovery().stats("acme-Greeter"));
        assertThat(during.requests()).isEqualTo(2);
        assertThat(during.processingTime()).isZero();
        assertThat(during.data()).contains("\"in_flight\":2");

        second.completeExceptionally(new RpcException(Code.NOT_FOUND, "no such\norder"));
        first.complete(reply("done"));
        one.get(10, TimeUnit.SECONDS);
        assertThat(two).failsWithin(Duration.ofSeconds(10));

        await().untilAsserted(() -> {
            ServiceStats.Endpoint after = only(client.discovery().stats("acme-Greeter"));
            assertThat(after.errors()).isEqualTo(1);
            assertThat(after.lastError()).isEqualTo("404:no such order");
            assertThat(after.data()).contains("\"in_flight\":0");
            assertThat(after.processingTime()).isPositive();
            assertThat(after.averageProcessingTime())
                    .isEqualTo(after.processingTime().dividedBy(2));
        });
    }

    @Test
    void countingStartsAnewWhenToldTo() {
        ServiceHost host = serve(TestService.of(greeting(name -> name)));
        RpcClient client = client();
        greet(client, "x");
        Instant before = client.discovery().stats("acme-Greeter").get(0).started();

        host.resetStats();

        ServiceStats stats = client.discovery().stats("acme-Greeter").get(0);
        assertThat(stats.endpoints().get(0).requests()).isZero();
        assertThat(stats.started()).isAfter(before);
    }

    @Test
    void aHostThatDrainsAnswersUntilItsEnd() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ServiceHost host = serve(host().drainTimeout(Duration.ofSeconds(20)).add(TestService.of(greeting(name -> {
            running.countDown();
            waitFor(release);
            return name;
        }))));
        RpcClient client = client();
        CompletableFuture<HelloReply> call = client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT);
        waitFor(running);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(host::close);
        // Its membership in the queue group has ended, then.
        await().until(() ->
                failure(client, CallOptions.DEFAULT.withoutRetries()).delivery() == Delivery.NOT_RUN);

        assertThat(only(client.discovery().stats("acme-Greeter")).data()).contains("\"serving\":false");
        release.countDown();

        call.get(10, TimeUnit.SECONDS);
        closing.get(10, TimeUnit.SECONDS);
        assertThat(client.discovery().ping("acme-Greeter")).isEmpty();
    }

    @Test
    void aSlowMethodDoesNotHoldDiscoveryUp() {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        serve(host().maxInFlight(1).add(TestService.of(greeting(name -> {
            running.countDown();
            waitFor(release);
            return name;
        }))));
        RpcClient client = client();
        CompletableFuture<HelloReply> call = client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT);
        waitFor(running);

        assertThat(client.discovery().ping("acme-Greeter")).hasSize(1);
        release.countDown();
        assertThat(call.join().getText()).isEqualTo("x");
    }

    @Test
    void oneChosenInstanceIsCalled() {
        ServiceHost a = serve(TestService.of(greeting(name -> "a")));
        ServiceHost b = serve(TestService.of(greeting(name -> "b")));
        RpcClient client = client();

        for (int i = 0; i < 20; i++) {
            assertThat(client.unary(GREET, hello("x"), CallOptions.DEFAULT.withInstance(a.instance()))
                            .getText())
                    .isEqualTo("a");
            assertThat(client.unary(GREET, hello("x"), CallOptions.DEFAULT.withInstance(b.instance()))
                            .getText())
                    .isEqualTo("b");
        }
        b.close();
        RpcException gone = failure(client, CallOptions.DEFAULT.withInstance(b.instance()));

        assertThat(gone.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(gone.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(gone.text()).contains("instance " + b.instance());
    }

    @Test
    void moreInstancesThanAnybodyExpectedAreAllFound() throws Exception {
        Transport foreign = connect();
        SubscriptionGroup group = foreign.newSubscriptionGroup();
        group.subscribe("$SRV.PING.many", null, question -> {
            for (int i = 0; i < 5000; i++) {
                foreign.publish(Objects.requireNonNull(question.replyTo()), null, null, pong("many", "id" + i));
            }
        });
        foreign.flush(Duration.ofSeconds(5));

        assertThat(discovery().ping("many")).hasSize(5000);
        group.close();
    }

    @Test
    void answersThatAreNoneArePassedOver() throws Exception {
        Transport foreign = connect();
        SubscriptionGroup group = foreign.newSubscriptionGroup();
        List<byte[]> answers = List.of(
                new byte[] {-1, 0, 7},
                new byte[0],
                "[]".getBytes(StandardCharsets.UTF_8),
                "null".getBytes(StandardCharsets.UTF_8),
                "{\"type\":7}".getBytes(StandardCharsets.UTF_8),
                "[".repeat(100_000).getBytes(StandardCharsets.UTF_8),
                "{\"type\":\"io.nats.micro.v1.ping_response\"}".getBytes(StandardCharsets.UTF_8),
                "{\"type\":\"io.nats.micro.v1.ping_response\",\"name\":[],\"id\":{}}".getBytes(StandardCharsets.UTF_8),
                pong("odd", "the one"));
        group.subscribe(
                "$SRV.PING.odd",
                null,
                question -> answers.forEach(
                        answer -> foreign.publish(Objects.requireNonNull(question.replyTo()), null, null, answer)));
        foreign.flush(Duration.ofSeconds(5));

        assertThat(discovery().ping("odd"))
                .singleElement()
                .satisfies(ping -> assertThat(ping.instance().id()).isEqualTo("the one"));
        group.close();
    }

    private static byte[] pong(String name, String id) {
        return ("{\"type\":\"io.nats.micro.v1.ping_response\",\"name\":\"" + name + "\",\"id\":\"" + id + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void questionsAreNotAnsweredWhereTheHostMustNotPublish() throws Exception {
        serve(TestService.of(greeting(name -> name)));
        BlockingQueue<InboundMessage> dangerous = listen("$JS.API.>");
        Transport transport = connect();

        transport.publish("$SRV.PING", "$JS.API.STREAM.DELETE.ORDERS", null, new byte[0]);
        transport.publish("$SRV.PING", null, null, new byte[0]);
        transport.flush(Duration.ofSeconds(5));

        assertThat(discovery().ping()).hasSize(1);
        assertThat(dangerous).isEmpty();
    }

    @Test
    void namesThatCannotBeAreRefused() {
        Discovery discovery = discovery();

        for (String name : List.of("", "a b", "a.b", "*", ">", "ä")) {
            assertThatThrownBy(() -> discovery.ping(name)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> discovery.info("a", name)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> discovery.withStall(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> discovery.withTimeout(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
