package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestDurableEvents.CREATED;
import static io.github.stubject.runtime.TestDurableEvents.GREETED;
import static io.github.stubject.runtime.TestDurableEvents.SHIPPED;
import static io.github.stubject.runtime.TestDurableEvents.order;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.transport.JnatsTransport;
import io.github.stubject.runtime.internal.transport.Transport;
import io.github.stubject.runtime.test.HelloRequest;
import io.github.stubject.runtime.test.OrderRequest;
import io.nats.client.Dispatcher;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Publishing into a stream of a real server. */
class DurablePublishTest extends JetStreamHarness {
    private static final PublishOptions QUICK = PublishOptions.DEFAULT.withTimeout(Duration.ofMillis(1200));

    private RpcClient client;
    private final List<RpcClient> clients = new ArrayList<>();

    @BeforeEach
    void openClient() {
        client = open(RpcClient.builder(nats));
    }

    @AfterEach
    void closeClients() {
        clients.forEach(RpcClient::close);
    }

    private RpcClient open(RpcClient.Builder builder) {
        RpcClient made = builder.build();
        clients.add(made);
        return made;
    }

    private static StreamConfiguration.Builder orders() {
        return StreamConfiguration.builder()
                .name("ORDERS")
                .storageType(StorageType.Memory)
                .subjects("orders.>");
    }

    private PublishAck greet(PublishOptions options) {
        return client.publish(GREETED, hello("World"), options);
    }

    private RpcException failure(PublishOptions options) {
        return catchThrowableOfType(RpcException.class, () -> greet(options));
    }

    private static RpcException failureOf(CompletableFuture<?> future) throws Exception {
        try {
            future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return (RpcException) Objects.requireNonNull(e.getCause());
        }
        throw new AssertionError("it did not fail");
    }

    private long stored() throws Exception {
        return management.getStreamInfo("ORDERS").getStreamState().getMsgCount();
    }

    private static String header(MessageInfo message, String name) {
        String value = Objects.requireNonNull(message.getHeaders()).getFirst(name);
        return Objects.requireNonNull(value);
    }

    @Test
    void theAckTellsWhereTheEventIs() throws Exception {
        management.addStream(orders().build());
        assertThat(greet(PublishOptions.DEFAULT)).isEqualTo(new PublishAck("ORDERS", 1, false));
        assertThat(client.publishAsync(GREETED, hello("you"), PublishOptions.DEFAULT.withHeader("tenant", "acme"))
                        .get(10, TimeUnit.SECONDS))
                .isEqualTo(new PublishAck("ORDERS", 2, false));

        MessageInfo message = management.getMessage("ORDERS", 2);
        assertThat(message.getSubject()).isEqualTo("orders.greeted");
        assertThat(HelloRequest.parseFrom(message.getData())).isEqualTo(hello("you"));
        assertThat(header(message, "tenant")).isEqualTo("acme");
        assertThat(client.outstanding()).isZero();
        assertThat(client.timers()).isZero();
        assertThat(client.inPublishWindow()).isZero();
    }

    @Test
    void theSubjectHasTheParametersAndThePartition() throws Exception {
        management.addStream(orders().build());
        client.publish(CREATED, order("1"), PublishOptions.DEFAULT);
        client.publish(SHIPPED, order("1"), PublishOptions.DEFAULT);
        assertThat(management.getMessage("ORDERS", 1).getSubject()).isEqualTo("orders.created.EU");
        assertThat(management.getMessage("ORDERS", 2).getSubject())
                .isEqualTo("orders.shipped." + SHIPPED.partitionOf(order("1")));
    }

    @Test
    void aPrefixHasStreamsOfItsOwn() throws Exception {
        management.addStream(orders().name("staging_eu_ORDERS")
                .subjects("staging.eu.orders.>")
                .build());
        RpcClient staging = open(RpcClient.builder(nats).prefix("staging.eu"));
        assertThat(staging.publish(GREETED, hello("x"), PublishOptions.DEFAULT).stream())
                .isEqualTo("staging_eu_ORDERS");
    }

    @Test
    void anIdIsStoredOnceForEachEvent() throws Exception {
        management.addStream(orders().build());
        assertThat(client.publish(CREATED, order("42"), PublishOptions.DEFAULT).duplicate())
                .isFalse();
        assertThat(client.publish(CREATED, order("42"), PublishOptions.DEFAULT))
                .isEqualTo(new PublishAck("ORDERS", 1, true));
        // Ids are per stream: without the event before the value this would be a duplicate, too.
        assertThat(client.publish(SHIPPED, order("42"), PublishOptions.DEFAULT))
                .isEqualTo(new PublishAck("ORDERS", 2, false));
        assertThat(header(management.getMessage("ORDERS", 1), "Nats-Msg-Id")).isEqualTo("orders.created.{region}/42");
    }

    @Test
    void anIdOfThePublisherTakesThePlaceOfTheSchemas() throws Exception {
        management.addStream(orders().build());
        PublishOptions mine = PublishOptions.DEFAULT.withMessageId("mine");
        assertThat(client.publish(CREATED, order("1"), mine).duplicate()).isFalse();
        assertThat(client.publish(CREATED, order("2"), mine).duplicate()).isTrue();
        assertThat(greet(mine).duplicate()).isTrue();
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void idsMayHaveAnyCharacters() throws Exception {
        management.addStream(orders().build());
        List<String> ids = List.of("Bestellung Nr. 7", " 7", "7", "7 ", "ü", "ue", "%C3%BC", "日本", "a\r\nb: c", "%");
        for (String id : ids) {
            assertThat(client.publish(SHIPPED, order(id), PublishOptions.DEFAULT)
                            .duplicate())
                    .as(id)
                    .isFalse();
            assertThat(client.publish(SHIPPED, order(id), PublishOptions.DEFAULT)
                            .duplicate())
                    .as(id)
                    .isTrue();
        }
        assertThat(header(management.getMessage("ORDERS", 5), "Nats-Msg-Id")).isEqualTo("orders.shipped/%C3%BC");
        assertThat(stored()).isEqualTo(ids.size());
    }

    @Test
    void anUnsetIdIsRefused() throws Exception {
        management.addStream(orders().build());
        OrderRequest without = order("1").toBuilder().clearId().build();
        RpcException failure = catchThrowableOfType(
                RpcException.class, () -> client.publish(CREATED, without, PublishOptions.DEFAULT));
        assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(failureOf(client.publishAsync(CREATED, without, PublishOptions.DEFAULT))
                        .code())
                .isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(stored()).isZero();
        assertThat(client.inPublishWindow()).isZero();
    }

    @Test
    void whatIsExpectedMustBe() throws Exception {
        management.addStream(orders().build());
        greet(PublishOptions.DEFAULT.withExpectedLastSequence(0).withExpectedLastSubjectSequence(0));
        greet(PublishOptions.DEFAULT.withExpectedLastSequence(1).withMessageId("second"));
        client.publish(SHIPPED, order("1"), PublishOptions.DEFAULT.withExpectedLastMessageId("second"));
        greet(PublishOptions.DEFAULT.withExpectedLastSubjectSequence(2));
        for (PublishOptions wrong : List.of(
                PublishOptions.DEFAULT.withExpectedLastSequence(3),
                PublishOptions.DEFAULT.withExpectedLastSubjectSequence(0),
                PublishOptions.DEFAULT.withExpectedLastMessageId("second"))) {
            RpcException failure = failure(wrong);
            assertThat(failure.code()).as(failure.getMessage()).isEqualTo(Code.ABORTED);
            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
            assertThat(failure).hasMessageContaining("wrong last").hasMessageContaining("acme.Orders/Greeted");
        }
        assertThat(stored()).isEqualTo(4);
    }

    @Test
    void aMissingStreamIsNamed() {
        RpcException failure = failure(PublishOptions.DEFAULT);
        assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(failure)
                .hasMessageContaining("acme.Orders/Greeted")
                .hasMessageContaining("orders.greeted")
                .hasMessageContaining("ORDERS")
                .hasMessageContaining("make it");
    }

    @Test
    void aStreamWithOtherSubjectsIsNamed() throws Exception {
        management.addStream(orders().subjects("orders.created.*", "other").build());
        RpcException failure = failure(PublishOptions.DEFAULT.withoutRetries());
        assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(failure)
                .hasMessageContaining("[orders.created.*, other]")
                .hasMessageContaining("must keep this subject, too");
    }

    @Test
    void aStreamOfAnotherNameIsRefused() throws Exception {
        management.addStream(orders().name("OTHER").build());
        RpcException failure = failure(PublishOptions.DEFAULT);
        assertThat(failure.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(failure).hasMessageContaining("ORDERS").hasMessageContaining("OTHER");
        assertThat(management.getStreamInfo("OTHER").getStreamState().getMsgCount())
                .isZero();
    }

    @Test
    void aFullStreamSaysSo() throws Exception {
        management.addStream(
                orders().maxMessages(1).discardPolicy(DiscardPolicy.New).build());
        greet(PublishOptions.DEFAULT);
        RpcException failure = failure(PublishOptions.DEFAULT);
        assertThat(failure.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(failure).hasMessageContaining("maximum messages exceeded").hasMessageContaining("ORDERS");
    }

    @Test
    void aStreamWithoutRoomForItsMessagesSaysSo() throws Exception {
        management.addStream(
                orders().maxBytes(200).discardPolicy(DiscardPolicy.New).build());
        RpcException failure = catchThrowableOfType(RpcException.class, () -> {
            for (int i = 0; i < 10; i++) {
                greet(PublishOptions.DEFAULT);
            }
        });
        assertThat(failure.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void anEventTooLargeForItsStreamSaysSo() throws Exception {
        management.addStream(orders().maximumMessageSize(500).build());
        HelloRequest large = hello("x".repeat(1000));
        RpcException failure =
                catchThrowableOfType(RpcException.class, () -> client.publish(GREETED, large, PublishOptions.DEFAULT));
        assertThat(failure.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(failure).hasMessageContaining("max_msg_size");
    }

    @Test
    void anEventTooLargeForTheServerIsNotSent() throws Exception {
        management.addStream(orders().build());
        HelloRequest large = hello("x".repeat(2_000_000));
        RpcException failure = failureOf(client.publishAsync(GREETED, large, PublishOptions.DEFAULT));
        assertThat(failure.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(failure).hasMessageContaining("max_payload");
        assertThat(client.inPublishWindow()).isZero();
    }

    @Test
    void aStreamThatDoesNotAcknowledgeSaysSo() throws Exception {
        management.addStream(orders().noAck(true).build());
        RpcException failure = failure(QUICK);
        assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
        assertThat(failure).hasMessageContaining("no_ack");
    }

    @Test
    void answersOfOthersAreNoAcks() throws Exception {
        management.addStream(orders().build());
        Dispatcher other = nats.createDispatcher(message ->
                nats.publish(message.getReplyTo(), "{\"text\":\"got it\"}".getBytes(StandardCharsets.UTF_8)));
        other.subscribe("orders.greeted");
        nats.flush(Duration.ofSeconds(5));
        for (int i = 1; i <= 20; i++) {
            assertThat(greet(PublishOptions.DEFAULT).sequence()).isEqualTo(i);
        }
        management.deleteStream("ORDERS");
        RpcException failure = failure(QUICK);
        assertThat(failure).hasMessageContaining("there is no stream of this name");
    }

    @Test
    void theWindowBoundsWhatIsWithoutAck() throws Exception {
        Dispatcher silent = nats.createDispatcher(message -> {});
        silent.subscribe("orders.>");
        nats.flush(Duration.ofSeconds(5));
        RpcClient narrow = open(RpcClient.builder(nats).publishWindow(3));
        List<CompletableFuture<PublishAck>> futures = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            futures.add(narrow.publishAsync(
                    GREETED, hello("x"), PublishOptions.DEFAULT.withTimeout(Duration.ofSeconds(30))));
        }
        assertThat(narrow.inPublishWindow()).isEqualTo(3);
        RpcException full = failureOf(
                narrow.publishAsync(GREETED, hello("x"), PublishOptions.DEFAULT.withTimeout(Duration.ofMillis(100))));
        assertThat(full.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(full.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(full).hasMessageContaining("publishWindow");
        assertThat(narrow.inPublishWindow()).isEqualTo(3);

        // Room that comes while one waits is taken.
        CompletableFuture<CompletableFuture<PublishAck>> waiting = new CompletableFuture<>();
        Thread publisher = new Thread(() -> waiting.complete(
                narrow.publishAsync(GREETED, hello("x"), PublishOptions.DEFAULT.withTimeout(Duration.ofSeconds(30)))));
        publisher.start();
        await().until(() -> publisher.getState() == Thread.State.TIMED_WAITING);
        futures.get(0).cancel(true);
        publisher.join(10_000);
        assertThat(publisher.isAlive()).isFalse();
        assertThat(narrow.inPublishWindow()).isEqualTo(3);
        assertThat(waiting.join().isDone()).isFalse();

        narrow.close();
        assertThat(failureOf(futures.get(1)).code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(failureOf(waiting.join()).delivery()).isEqualTo(Delivery.UNKNOWN);
        assertThat(narrow.inPublishWindow()).isZero();
        assertThat(narrow.outstanding()).isZero();
    }

    @Test
    void anInterruptedPublisherStopsWaiting() throws Exception {
        Dispatcher silent = nats.createDispatcher(message -> {});
        silent.subscribe("orders.>");
        nats.flush(Duration.ofSeconds(5));
        CompletableFuture<RpcException> thrown = new CompletableFuture<>();
        CountDownLatch flagged = new CountDownLatch(1);
        Thread publisher = new Thread(() -> {
            thrown.complete(failure(PublishOptions.DEFAULT.withTimeout(Duration.ofSeconds(30))));
            if (Thread.currentThread().isInterrupted()) {
                flagged.countDown();
            }
        });
        publisher.start();
        await().until(() -> client.outstanding() == 1);
        publisher.interrupt();
        assertThat(flagged.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(thrown.join().code()).isEqualTo(Code.CANCELLED);
        assertThat(thrown.join().delivery()).isEqualTo(Delivery.UNKNOWN);
        assertThat(client.outstanding()).isZero();
    }

    @Test
    void aCancelledFutureLeavesNothingBehind() throws Exception {
        Dispatcher silent = nats.createDispatcher(message -> {});
        silent.subscribe("orders.>");
        nats.flush(Duration.ofSeconds(5));
        CompletableFuture<PublishAck> future = client.publishAsync(GREETED, hello("x"), PublishOptions.DEFAULT);
        future.cancel(true);
        assertThat(client.outstanding()).isZero();
        assertThat(client.timers()).isZero();
        assertThat(client.inPublishWindow()).isZero();
    }

    @Test
    void aClosedClientRefuses() throws Exception {
        management.addStream(orders().build());
        client.close();
        assertThat(failure(PublishOptions.DEFAULT).code()).isEqualTo(Code.UNAVAILABLE);
        RpcException failure = failureOf(client.publishAsync(GREETED, hello("x"), PublishOptions.DEFAULT));
        assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(stored()).isZero();
        assertThat(client.inPublishWindow()).isZero();
    }

    @Test
    void withoutAckItEndsInTime() throws Exception {
        Dispatcher silent = nats.createDispatcher(message -> {});
        silent.subscribe("orders.>");
        nats.flush(Duration.ofSeconds(5));
        long start = System.nanoTime();
        RpcException failure = failure(QUICK.withoutRetries());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(1200));
        assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
    }

    @Test
    void aLostAttemptIsRepeatedUnderItsId() throws Exception {
        // The stream comes only after the first attempt, which a silent listener has swallowed.
        List<String> ids = new ArrayList<>();
        Dispatcher silent = nats.createDispatcher(message -> {
            synchronized (ids) {
                ids.add(message.getHeaders().getFirst("Nats-Msg-Id"));
            }
        });
        silent.subscribe("orders.>");
        nats.flush(Duration.ofSeconds(5));
        AtomicReference<PublishAck> ack = new AtomicReference<>();
        Thread publisher = new Thread(() -> ack.set(greet(PublishOptions.DEFAULT)));
        publisher.start();
        await().until(() -> {
            synchronized (ids) {
                return ids.size() == 1;
            }
        });
        management.addStream(orders().build());
        publisher.join(20_000);
        assertThat(ack.get()).isEqualTo(new PublishAck("ORDERS", 1, false));
        await().untilAsserted(
                        () -> { // The listener may hear of it after the publisher.
                            synchronized (ids) {
                                assertThat(ids).hasSizeGreaterThan(1);
                                assertThat(ids.stream().distinct()).hasSize(1);
                            }
                        });
    }

    @Test
    void anAckThatIsLostIsAskedForOnceMore() throws Exception {
        management.addStream(orders().build());
        RpcClient unlucky = open(RpcClient.builder(losingAcks(1)));
        assertThat(unlucky.publish(GREETED, hello("x"), PublishOptions.DEFAULT.withTimeout(Duration.ofSeconds(2))))
                .isEqualTo(new PublishAck("ORDERS", 1, false));
        assertThat(stored()).isEqualTo(1);

        // With an id of the publisher's it cannot be known whose the first one was.
        RpcClient another = open(RpcClient.builder(losingAcks(1)));
        assertThat(another.publish(CREATED, order("1"), PublishOptions.DEFAULT.withTimeout(Duration.ofSeconds(2))))
                .isEqualTo(new PublishAck("ORDERS", 2, true));
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void aRetryDoesNotOutliveTheDuplicateWindow() throws Exception {
        management.addStream(orders().duplicateWindow(Duration.ofMillis(400)).build());
        RpcClient unlucky = open(RpcClient.builder(losingAcks(1)));
        RpcException failure = catchThrowableOfType(
                RpcException.class, () -> unlucky.publish(GREETED, hello("x"), PublishOptions.DEFAULT));
        assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
        assertThat(failure).hasMessageContaining("400 ms").hasMessageContaining("duplicate_window");
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void whatMayHaveBeenStoredByAnEarlierAttemptIsUnknown() throws Exception {
        management.addStream(orders().build());
        RpcClient unlucky = open(RpcClient.builder(losingAcks(1)));
        CompletableFuture<PublishAck> future =
                unlucky.publishAsync(GREETED, hello("x"), PublishOptions.DEFAULT.withTimeout(Duration.ofSeconds(2)));
        await().until(() -> stored() == 1);
        management.deleteStream("ORDERS");
        management.addStream(
                orders().maxMessages(1).discardPolicy(DiscardPolicy.New).build());
        greet(PublishOptions.DEFAULT);
        RpcException failure = failureOf(future);
        assertThat(failure.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
    }

    /** A transport whose first events have nowhere for their ack to go. */
    private Transport losingAcks(int count) {
        Transport transport = new JnatsTransport(nats);
        AtomicInteger left = new AtomicInteger(count);
        return (Transport) Proxy.newProxyInstance(
                Transport.class.getClassLoader(), new Class<?>[] {Transport.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("publish")
                            && ((String) arguments[0]).startsWith("orders.")
                            && left.getAndDecrement() > 0) {
                        arguments[1] = null;
                    }
                    return method.invoke(transport, arguments);
                });
    }

    @Test
    void interceptorsSeeAllOfIt() throws Exception {
        management.addStream(orders().build());
        List<String> seen = new ArrayList<>();
        RpcClient watched = open(RpcClient.builder(nats).intercept(call -> {
            seen.add(call.side() + " " + call.method().fullName() + " " + call.subject());
            call.send(RpcHeaders.EMPTY.with("trace", "1"));
            return new CallListener() {
                @Override
                public void request(Message message) {
                    seen.add("request " + ((HelloRequest) message).getName());
                }

                @Override
                public void retry(int attempt, RpcException failure) {
                    seen.add("retry");
                }

                @Override
                public void end(Outcome outcome) {
                    RpcException error = outcome.error();
                    seen.add("end " + (error == null ? "ok" : error.code()));
                }
            };
        }));
        watched.publish(GREETED, hello("a"), PublishOptions.DEFAULT);
        assertThat(seen).containsExactly("CLIENT acme.Orders/Greeted orders.greeted", "request a", "end ok");
        assertThat(header(management.getMessage("ORDERS", 1), "trace")).isEqualTo("1");

        seen.clear();
        watched.publishAsync(GREETED, hello("b"), PublishOptions.DEFAULT).get(10, TimeUnit.SECONDS);
        assertThat(seen).endsWith("request b", "end ok");

        seen.clear();
        management.updateStream(orders().subjects("elsewhere").build());
        assertThat(failureOf(watched.publishAsync(GREETED, hello("c"), QUICK)).code())
                .isEqualTo(Code.UNAVAILABLE);
        assertThat(seen).endsWith("request c", "end UNAVAILABLE");
    }

    @Test
    void aRefusingInterceptorKeepsTheEventHere() throws Exception {
        management.addStream(orders().build());
        RpcClient refusing = open(RpcClient.builder(nats).intercept(call -> {
            throw new RpcException(Code.PERMISSION_DENIED, "no");
        }));
        RpcException failure = failureOf(refusing.publishAsync(GREETED, hello("x"), PublishOptions.DEFAULT));
        assertThat(failure.code()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(refusing.inPublishWindow()).isZero();
        assertThat(stored()).isZero();
    }

    @Test
    void theDeadlineOfTheCallAroundItHolds() throws Exception {
        Dispatcher silent = nats.createDispatcher(message -> {});
        silent.subscribe("orders.>");
        nats.flush(Duration.ofSeconds(5));
        CompletableFuture<Duration> left = new CompletableFuture<>();
        RpcClient watched = open(RpcClient.builder(nats).intercept(call -> {
            left.complete(call.timeLeft());
            return CallListener.NONE;
        }));
        ServiceBinding relay = TestService.of(
                TestService.greeting(name -> {
                    CompletableFuture<PublishAck> unused =
                            watched.publishAsync(GREETED, hello(name), PublishOptions.DEFAULT);
                    return "published";
                }),
                TestService.GREET);
        try (ServiceHost host = ServiceHost.builder(nats).add(relay).start()) {
            client.unary(TestService.GREET, hello("x"), CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(2)));
            assertThat(left.get(10, TimeUnit.SECONDS)).isLessThanOrEqualTo(Duration.ofSeconds(2));
            assertThat(host.instance()).isNotEmpty();
        }
    }

    @Test
    void timeThatHasPassedBeforeItIsSentEndsItAllTheSame() throws Exception {
        Transport transport = new JnatsTransport(nats);
        Transport slow = (Transport) Proxy.newProxyInstance(
                Transport.class.getClassLoader(), new Class<?>[] {Transport.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("isConnected")) {
                        TimeUnit.MILLISECONDS.sleep(50); // as if the thread had been kept from running
                    }
                    if (method.getName().equals("publish")) {
                        return null; // and lost on its way
                    }
                    return method.invoke(transport, arguments);
                });
        RpcClient own = open(RpcClient.builder(slow));

        RpcException failure = failureOf(
                own.publishAsync(GREETED, hello("World"), PublishOptions.DEFAULT.withTimeout(Duration.ofMillis(10))));

        assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(own.inPublishWindow()).isZero();
    }

    @Test
    void anInterceptorWhoseScopeFailsDoesNotKeepAPublisherWaiting() throws Exception {
        management.addStream(orders().build());
        RpcClient watched = open(RpcClient.builder(nats).intercept(call -> new CallListener() {
            @Override
            public Scope scope() {
                throw new IllegalStateException("made on purpose");
            }
        }));

        assertThat(watched.publishAsync(GREETED, hello("World"), PublishOptions.DEFAULT)
                        .get(10, TimeUnit.SECONDS)
                        .sequence())
                .isEqualTo(1);
        assertThat(watched.publish(GREETED, hello("World"), PublishOptions.DEFAULT)
                        .sequence())
                .isEqualTo(2);
    }
}
