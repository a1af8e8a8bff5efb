package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestEvents.KEPT;
import static io.github.stubject.runtime.TestEvents.PLACED;
import static io.github.stubject.runtime.TestEvents.PLACED_CUSTOMER;
import static io.github.stubject.runtime.TestEvents.PLACED_REGION;
import static io.github.stubject.runtime.TestEvents.SERVICE;
import static io.github.stubject.runtime.TestEvents.SHIPPED;
import static io.github.stubject.runtime.TestEvents.listener;
import static io.github.stubject.runtime.TestEvents.listenerAsync;
import static io.github.stubject.runtime.TestEvents.number;
import static io.github.stubject.runtime.TestEvents.onPlaced;
import static io.github.stubject.runtime.TestEvents.onShipped;
import static io.github.stubject.runtime.TestEvents.placed;
import static io.github.stubject.runtime.TestEvents.publish;
import static io.github.stubject.runtime.TestEvents.stats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.github.stubject.runtime.TestEvents.ShippingListener;
import io.github.stubject.runtime.TestEvents.ShippingListenerAsync;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.Transport;
import io.github.stubject.runtime.test.Customer;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.OrderRequest;
import io.github.stubject.runtime.test.Region;
import io.github.stubject.runtime.test.Shipped;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** Core events from publisher to listener. */
class EventTest extends CallHarness {
    private final BlockingQueue<Shipped> heard = new LinkedBlockingQueue<>();

    private ServiceHost listen(SubscribeOptions options) {
        return serve(host().add(onShipped(options, heard::add)));
    }

    @Test
    void everybodyWhoListensGetsAnEvent() throws Exception {
        listen(SubscribeOptions.DEFAULT);
        listen(SubscribeOptions.DEFAULT);

        publish(client(), 7);

        assertThat(next(heard)).isEqualTo(number(7));
        assertThat(next(heard)).isEqualTo(number(7));
    }

    @Test
    void anEventIsOneMessageWithoutReplySubjectAndWithoutHeadersThatItDoesNotNeed() throws Exception {
        BlockingQueue<InboundMessage> messages = listen("shop.>");

        client().publish(PLACED, placed("ann", Region.EU, 3), PublishOptions.DEFAULT);

        InboundMessage message = next(messages);
        assertThat(message.subject()).isEqualTo("shop.ann.EU.placed");
        assertThat(message.replyTo()).isNull();
        assertThat(message.headers()).isNull();
        assertThat(Shipped.parseFrom(message.data())).isEqualTo(placed("ann", Region.EU, 3));
    }

    @Test
    void theListenerSeesHeadersAndSubjectAndNoDeadline() throws Exception {
        BlockingQueue<CallContext> contexts = new LinkedBlockingQueue<>();
        BlockingQueue<Duration> times = new LinkedBlockingQueue<>();
        serve(host().add(onPlaced(SubscribeOptions.DEFAULT, event -> {
            contexts.add(CallContext.current());
            times.add(CallContext.current().timeLeft());
        })));

        client().publish(PLACED, placed("ann", Region.US, 1), PublishOptions.DEFAULT.withHeader("Trace", "abc"));

        CallContext context = next(contexts);
        assertThat(context.isCall()).isTrue();
        assertThat(context.side()).isEqualTo(Call.Side.HOST);
        assertThat(context.method()).isSameAs(PLACED.method());
        assertThat(context.method().kind()).isEqualTo(RpcMethod.Kind.EVENT);
        assertThat(context.subject()).isEqualTo("shop.ann.US.placed");
        assertThat(context.headers().get("Trace")).isEqualTo("abc");
        assertThat(context.storedEvent()).isNull();
        assertThat(context.isCancelled()).isFalse();
        assertThat(next(times)).isGreaterThan(Duration.ofDays(365));
    }

    @Test
    void aListenerMayCallAndPublish() throws Exception {
        RpcClient client = client();
        serve(TestService.of(TestService.greeting(name -> "hello " + name)));
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        serve(host().add(onPlaced(SubscribeOptions.DEFAULT, event -> {
            answers.add(greet(client, event.getCustomer()));
            publish(client, event.getNumber());
        })));
        listen(SubscribeOptions.DEFAULT);

        client.publish(PLACED, placed("ann", Region.EU, 5), PublishOptions.DEFAULT);

        assertThat(next(answers)).isEqualTo("hello ann");
        assertThat(next(heard)).isEqualTo(number(5));
    }

    @Test
    void anAsyncListenerHandlesOneEventAfterTheOtherToo() throws Exception {
        BlockingQueue<CompletableFuture<Void>> futures = new LinkedBlockingQueue<>();
        ServiceHost host = serve(host().add(listenerAsync(
                new ShippingListenerAsync() {
                    @Override
                    public CompletableFuture<?> shipped(Shipped event) {
                        heard.add(event);
                        CompletableFuture<Void> future = new CompletableFuture<>();
                        futures.add(future);
                        return future;
                    }
                },
                SubscribeOptions.DEFAULT)));
        RpcClient client = client();
        publish(client, 1);
        publish(client, 2);

        next(heard);
        await().until(() -> stats(host).received() == 2);
        assertThat(heard).isEmpty();
        assertThat(stats(host).handled()).isZero();

        next(futures).complete(null);
        next(heard);
        next(futures).completeExceptionally(new IllegalStateException("broken on purpose"));
        await().until(() -> stats(host).handled() == 1 && stats(host).failed() == 1);
    }

    @Test
    void ofAQueueGroupOneGetsEachEvent() {
        List<ServiceHost> hosts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            hosts.add(listen(SubscribeOptions.DEFAULT.withQueueGroup("billing")));
        }
        ServiceHost all = listen(SubscribeOptions.DEFAULT);
        heard.clear();
        RpcClient client = client();
        for (int i = 0; i < 300; i++) {
            publish(client, i);
        }

        await().until(() -> heard.size() == 600 && stats(all).handled() == 300);
        assertThat(hosts.stream().mapToLong(host -> stats(host).received()).sum())
                .isEqualTo(300);
        assertThat(hosts).allMatch(host -> stats(host).received() > 0);
        heard.forEach(event -> assertThat(heard).filteredOn(event::equals).hasSize(2));
    }

    @Test
    void severalListenersOfAHostGetTheSameEvent() throws Exception {
        BlockingQueue<Shipped> others = new LinkedBlockingQueue<>();
        ServiceHost host = serve(host().add(onShipped(SubscribeOptions.DEFAULT, heard::add))
                .add(onShipped(SubscribeOptions.DEFAULT.withQueueGroup("a"), others::add))
                .add(onShipped(SubscribeOptions.DEFAULT.withQueueGroup("a"), others::add)));

        RpcClient client = client();
        publish(client, 1);
        publish(client, 2);

        assertThat(List.of(next(heard), next(heard))).containsExactlyInAnyOrder(number(1), number(2));
        assertThat(List.of(next(others), next(others))).containsExactlyInAnyOrder(number(1), number(2));
        host.close();
        assertThat(others).isEmpty();
        assertThat(host.subscriptions()).hasSize(3).allMatch(one -> one.event() == SHIPPED);
    }

    @Test
    void aSubscriberMayFixParametersAndLeaveOthersOpen() throws Exception {
        BlockingQueue<Shipped> ofAnn = new LinkedBlockingQueue<>();
        BlockingQueue<Shipped> ofAnnInEurope = new LinkedBlockingQueue<>();
        SubscribeOptions ann = SubscribeOptions.DEFAULT.withParameter(PLACED_CUSTOMER, "ann");
        ServiceHost host = serve(host().add(onPlaced(SubscribeOptions.DEFAULT, heard::add))
                .add(onPlaced(ann, ofAnn::add))
                .add(onPlaced(ann.withParameter(PLACED_REGION, Region.EU), ofAnnInEurope::add)));
        RpcClient client = client();
        client.publish(PLACED, placed("ann", Region.EU, 1), PublishOptions.DEFAULT);
        client.publish(PLACED, placed("ann", Region.US, 2), PublishOptions.DEFAULT);
        client.publish(PLACED, placed("bob", Region.EU, 3), PublishOptions.DEFAULT);

        await().until(() -> heard.size() == 3 && ofAnn.size() == 2 && ofAnnInEurope.size() == 1);
        host.close();
        assertThat(ofAnn).extracting(Shipped::getNumber).containsExactlyInAnyOrder(1L, 2L);
        assertThat(ofAnnInEurope).extracting(Shipped::getNumber).containsExactly(1L);
        assertThat(host.subscriptions())
                .extracting(SubscriptionStats::subject)
                .containsExactly("shop.*.*.placed", "shop.ann.*.placed", "shop.ann.EU.placed");
    }

    @Test
    void whatAMessageLeavesUnsetIsFilledFromItsSubject() throws Exception {
        serve(host().add(onPlaced(SubscribeOptions.DEFAULT, heard::add)));

        connect().publish("shop.ann.US.placed", null, null, number(9).toByteArray());

        assertThat(next(heard)).isEqualTo(placed("ann", Region.US, 9));
    }

    @Test
    void whatIsNoEventIsCountedAsFailedAndTheNextOneIsHandled() throws Exception {
        ServiceHost host = serve(host().add(onPlaced(SubscribeOptions.DEFAULT, heard::add)));
        Transport raw = connect();
        byte[] good = placed("ann", Region.EU, 1).toByteArray();

        try (LogCapture log = new LogCapture()) {
            raw.publish("shop.bob.EU.placed", null, null, good); // disagrees with its subject
            raw.publish("shop.ann.ATLANTIS.placed", null, null, new byte[0]); // no value of the parameter
            raw.publish("shop.ann.EU.placed", null, null, new byte[] {8}); // no protobuf
            raw.publish("shop.ann.EU.placed", null, new Headers().put("Content-Type", "text/plain"), good);
            raw.publish("shop.ann.EU.placed", null, new Headers().put("Nats-Service-Error-Code", "503"), new byte[0]);
            raw.publish("shop.ann.EU.placed", null, null, good);

            assertThat(next(heard)).isEqualTo(placed("ann", Region.EU, 1));
            await().until(() -> stats(host).failed() == 5 && stats(host).handled() == 1);
            assertThat(log.records())
                    .anySatisfy(line -> assertThat(line)
                            .contains("WARNING", "acme.shop.Shipping/Placed", "could not be read", "shop."));
        }
        assertThat(stats(host).received()).isEqualTo(6);
        assertThat(heard).isEmpty();
    }

    @Test
    void whatTheProtocolSendsBehindAMethodIsNoEvent() throws Exception {
        ServiceHost host = serve(host().add(onPlaced(SubscribeOptions.DEFAULT, heard::add)));
        Transport raw = connect();

        raw.publish("shop._s._all.placed", null, null, new byte[0]);
        raw.publish("shop.ann.EU.placed", null, null, new byte[0]);

        assertThat(next(heard)).isEqualTo(placed("ann", Region.EU, 0));
        host.close();
        assertThat(stats(host).received()).isEqualTo(1);
    }

    @Test
    void aMessageWithAReplySubjectIsHandledAndNotAnswered() throws Exception {
        ServiceHost host = listen(SubscribeOptions.DEFAULT);
        BlockingQueue<InboundMessage> answers = listen("answers.here");

        connect().publish("shop.shipped", "answers.here", null, number(4).toByteArray());

        assertThat(next(heard)).isEqualTo(number(4));
        host.close();
        assertThat(answers).isEmpty();
    }

    @Test
    void nobodyCanHaveAnAnswerPublishedAsAnEventOfTheSameHost() throws Exception {
        ServiceHost host = serve(host().add(onShipped(SubscribeOptions.DEFAULT, heard::add))
                .add(TestService.of(TestService.greeting(name -> name))));
        Transport raw = connect();

        raw.publish(
                "greeter.greet", "shop.shipped", null, TestService.hello("x").toByteArray());
        raw.publish("shop.shipped", null, null, number(1).toByteArray());

        assertThat(next(heard)).isEqualTo(number(1));
        await().untilAsserted(() -> assertThat(host.stats().get(TestService.GREET))
                .extracting(MethodStats::unsafeReplies)
                .isEqualTo(1L));
        assertThat(stats(host).received()).isEqualTo(1);
    }

    @Test
    void aPrefixSeparatesEvents() throws Exception {
        listen(SubscribeOptions.DEFAULT);
        BlockingQueue<Shipped> staged = new LinkedBlockingQueue<>();
        ServiceHost host = serve(host().prefix("staging")
                .add(onPlaced(SubscribeOptions.DEFAULT.withParameter(PLACED_CUSTOMER, "ann"), staged::add))
                .add(onShipped(SubscribeOptions.DEFAULT, staged::add)));
        RpcClient client = open(RpcClient.builder(connect()).prefix("staging"));

        client.publish(PLACED, placed("ann", Region.EU, 1), PublishOptions.DEFAULT);
        assertThat(next(staged)).isEqualTo(placed("ann", Region.EU, 1));
        publish(client, 2);
        assertThat(next(staged)).isEqualTo(number(2));

        publish(client(), 3);
        assertThat(next(heard)).isEqualTo(number(3));
        host.close();
        assertThat(staged).isEmpty();
        assertThat(host.subscriptions())
                .extracting(SubscriptionStats::subject)
                .containsExactly("staging.shop.ann.*.placed", "staging.shop.shipped");
    }

    @Test
    void aDurableEventMayBeTakenWithoutAStream() throws Exception {
        ServiceHost host = serve(host().add(listener(
                new ShippingListener() {
                    @Override
                    public void kept(Shipped event) {
                        heard.add(event);
                    }
                },
                SubscribeOptions.DEFAULT.withoutStored())));
        Shipped event = placed("ann", Region.EU, 1);

        connect().publish(KEPT.subjectFor(event), null, null, number(1).toByteArray());

        assertThat(next(heard))
                .isEqualTo(number(1).toBuilder().setCustomer("ann").build());
        assertThat(stats(host).subject()).isEqualTo("shop.*.kept.*");
        assertThat(stats(host).consumer()).isNull();
    }

    @Test
    void aHostWithListenersAloneSaysWhatItListensToAndIsNoService() throws Exception {
        try (LogCapture log = new LogCapture()) {
            serve(host().add(onPlaced(SubscribeOptions.DEFAULT, heard::add)));

            assertThat(log.records())
                    .anySatisfy(line -> assertThat(line)
                            .contains("INFO", "listens  shop.*.*.placed ← Shipped")
                            .doesNotContain("serves"));
        }
        assertThat(client().discovery().ping()).isEmpty();
    }

    @Test
    void aListenerThatOverridesNothingIsWarnedOf() {
        try (LogCapture log = new LogCapture()) {
            ServiceHost host = serve(host().add(listener(new ShippingListener() {}, SubscribeOptions.DEFAULT)));

            assertThat(host.subscriptions()).isEmpty();
            assertThat(log.records()).anySatisfy(line -> assertThat(line).contains("WARNING", "overrides"));
        }
    }

    /** Of an event with a subject of its own making. */
    interface EaterListener {
        void eaten(OrderRequest event);
    }

    @Test
    void anEventAndACallOfAHostMayNotMeet() {
        CoreEvent<OrderRequest> event =
                CoreEvent.of(SERVICE, "Eaten", "greeter.{id}.EU.order", OrderRequest.getDefaultInstance());
        EventBinding binding = EventBinding.builder(SERVICE, EaterListener.class, order -> {}, SubscribeOptions.DEFAULT)
                .event(event, "eaten", order -> {})
                .build(event);
        ServiceHost.Builder builder = host().add(binding).add(TestService.of(new TestService.Greeter() {
            @Override
            public HelloReply order(OrderRequest request) {
                return TestService.reply(Customer.getDefaultInstance().getId());
            }
        }));

        assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("acme.shop.Shipping/Eaten", "acme.Greeter/Order", "another subject");
    }

    @Test
    void countingStartsAnew() throws Exception {
        ServiceHost host = listen(SubscribeOptions.DEFAULT);
        publish(client(), 1);
        await().until(() -> stats(host).handled() == 1);

        host.resetStats();

        assertThat(stats(host)).isEqualTo(new SubscriptionStats(SHIPPED, "shop.shipped", null, 0, 0, 0, 0, 0, 0));
    }

    private RpcException failure(Runnable publish) {
        return catchThrowableOfType(RpcException.class, publish::run);
    }

    @Test
    void whatCannotBePublishedIsToldAtOnce() {
        RpcClient client = client();
        Shipped large = Shipped.newBuilder()
                .setLoad(ByteString.copyFrom(new byte[1024 * 1024]))
                .build();

        RpcException tooLarge = failure(() -> client.publish(SHIPPED, large, PublishOptions.DEFAULT));
        RpcException unset = failure(() -> client.publish(PLACED, number(1), PublishOptions.DEFAULT));
        RpcException illegal =
                failure(() -> client.publish(PLACED, placed("a.b", Region.EU, 1), PublishOptions.DEFAULT));
        client.close();
        RpcException closed = failure(() -> publish(client, 1));

        assertThat(List.of(tooLarge, unset, illegal, closed)).allMatch(e -> e.delivery() == Delivery.NOT_RUN);
        assertThat(tooLarge.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(tooLarge.text()).contains("shop.shipped", "max_payload");
        assertThat(unset.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(unset.text()).contains("customer is empty");
        assertThat(illegal.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(closed.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(closed.text()).contains("client is closed");
    }

    @Test
    void whatIsExpectedOfAStreamIsRefusedForACoreEvent() {
        RpcClient client = client();

        assertThatThrownBy(() -> client.publish(SHIPPED, number(1), PublishOptions.DEFAULT.withMessageId("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no durable event");
        assertThatThrownBy(() -> client.publish(SHIPPED, number(1), PublishOptions.DEFAULT.withExpectedLastSequence(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anInterruptedThreadPublishes() throws Exception {
        listen(SubscribeOptions.DEFAULT);
        RpcClient client = client();
        Thread.currentThread().interrupt();

        publish(client, 1);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(next(heard)).isEqualTo(number(1));
    }
}
