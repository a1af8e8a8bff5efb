package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.ORDER;
import static io.github.stubject.runtime.TestService.SURVEY;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.TestService.Greeter;
import io.github.stubject.runtime.TestService.GreeterAsync;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.SubscriptionGroup;
import io.github.stubject.runtime.internal.transport.Transport;
import io.github.stubject.runtime.test.Customer;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import io.github.stubject.runtime.test.OrderRequest;
import io.github.stubject.runtime.test.Region;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What calls do, whatever they travel over. */
@Timeout(60)
abstract class CallContract {
    private static final CallOptions QUICK = CallOptions.DEFAULT.withTimeout(Duration.ofMillis(200));

    private final List<AutoCloseable> opened = new ArrayList<>();

    /** A new connection. */
    abstract Transport connect();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private ServiceHost serve(ServiceBinding... bindings) {
        return serve(ServiceHost.builder(connect()), bindings);
    }

    private ServiceHost serve(ServiceHost.Builder builder, ServiceBinding... bindings) {
        for (ServiceBinding binding : bindings) {
            builder.add(binding);
        }
        ServiceHost host = builder.drainTimeout(Duration.ofSeconds(2)).start();
        opened.add(host);
        return host;
    }

    private RpcClient client() {
        RpcClient client = RpcClient.builder(connect()).build();
        opened.add(client);
        return client;
    }

    private String greet(RpcClient client, String name) {
        return client.unary(GREET, hello(name), CallOptions.DEFAULT).getText();
    }

    private RpcException failure(RpcClient client, String name, CallOptions options) {
        return catchThrowableOfType(RpcException.class, () -> client.unary(GREET, hello(name), options));
    }

    private RpcException failure(RpcClient client) {
        return failure(client, "x", CallOptions.DEFAULT);
    }

    /** Sends a request as any NATS client could, and waits for what comes back. */
    private InboundMessage rawRequest(String subject, @Nullable Headers headers, byte[] data) throws Exception {
        Transport transport = connect();
        SubscriptionGroup group = transport.newSubscriptionGroup();
        opened.add(group::close);
        BlockingQueue<InboundMessage> replies = new ArrayBlockingQueue<>(10);
        String inbox = transport.newInbox();
        group.subscribe(inbox, null, replies::add);
        transport.publish(subject, inbox, headers, data);
        InboundMessage reply = replies.poll(10, TimeUnit.SECONDS);
        assertThat(reply).as("reply").isNotNull();
        return java.util.Objects.requireNonNull(reply);
    }

    private static Headers header(String name, String value) {
        return new Headers().put(name, value);
    }

    private static MethodStats stats(ServiceHost host, RpcMethod<?, ?> method) {
        return java.util.Objects.requireNonNull(host.stats().get(method));
    }

    @Test
    void aCallReturnsTheAnswerOfTheImplementation() throws Exception {
        serve(TestService.of(greeting(name -> "Hello, " + name + "!")));
        RpcClient client = client();

        assertThat(greet(client, "World")).isEqualTo("Hello, World!");
        assertThat(client.unaryAsync(GREET, hello("Æsir"), CallOptions.DEFAULT)
                        .get()
                        .getText())
                .isEqualTo("Hello, Æsir!");
    }

    @Test
    void anEmptyRequestIsAMessageWithNothingSet() {
        serve(TestService.of(greeting(name -> "[" + name + "]")));

        assertThat(greet(client(), "")).isEqualTo("[]");
    }

    @Test
    void anAsynchronousImplementationIsServedTheSame() {
        serve(TestService.ofAsync(new GreeterAsync() {
            @Override
            public CompletableFuture<HelloReply> greet(HelloRequest request) {
                return CompletableFuture.supplyAsync(() -> reply("later, " + request.getName()));
            }
        }));

        assertThat(greet(client(), "Ann")).isEqualTo("later, Ann");
    }

    @Test
    void aCallSaysWhichInstanceAnsweredWhenItIsAsked() {
        ServiceHost host = serve(TestService.of(greeting(name -> name)));

        Response<HelloReply> response = client().call(GREET, hello("x"), CallOptions.DEFAULT);

        assertThat(response.instance()).isEqualTo(host.instance()).isNotEmpty();
        assertThat(response.message()).isEqualTo(reply("x"));
        assertThat(response.headers().isEmpty()).isTrue();
    }

    @Test
    void whateverElseIsThrownIsInternalAndTellsTheCallerNothing() {
        serve(TestService.of(greeting(name -> {
            if (name.equals("error")) {
                throw new StackOverflowError("secret");
            }
            throw new IllegalStateException("secret");
        })));
        RpcClient client = client();

        for (String name : List.of("error", "exception")) {
            RpcException failure = failure(client, name, CallOptions.DEFAULT);
            assertThat(failure.code()).isEqualTo(Code.INTERNAL);
            assertThat(failure.text()).isEqualTo("the service failed; its log says more");
        }
    }

    @Test
    void nothingReturnedIsInternal() {
        serve(TestService.of(new Greeter() {
            @Override
            @SuppressWarnings("NullAway") // what an implementation without null checks can do
            public HelloReply greet(HelloRequest request) {
                return null;
            }
        }));

        assertThat(failure(client()).code()).isEqualTo(Code.INTERNAL);
    }

    @Test
    void aFailedFutureIsTheSameAsAThrow() {
        serve(TestService.ofAsync(new GreeterAsync() {
            @Override
            public CompletableFuture<HelloReply> greet(HelloRequest request) {
                return CompletableFuture.supplyAsync(() -> {
                    throw new RpcException(Code.ABORTED, "again");
                });
            }
        }));

        assertThat(failure(client()).code()).isEqualTo(Code.ABORTED);
    }

    @Test
    void theErrorOfACallThatTheImplementationMadeIsPassedOnOnlyDeliberately() {
        serve(TestService.of(new Greeter() {
            @Override
            public HelloReply survey(HelloRequest request) {
                throw new RpcException(Code.NOT_FOUND, "downstream");
            }
        }));
        RpcClient downstream = client();
        serve(TestService.of(greeting(name -> {
            try {
                return downstream.unary(SURVEY, hello("x"), CallOptions.DEFAULT).getText();
            } catch (RpcException e) {
                throw name.equals("deliberately") ? e.asReply() : e;
            }
        })));
        RpcClient client = client();

        assertThat(failure(client, "by accident", CallOptions.DEFAULT).code()).isEqualTo(Code.INTERNAL);
        assertThat(failure(client, "deliberately", CallOptions.DEFAULT))
                .extracting(RpcException::code, RpcException::text)
                .containsExactly(Code.NOT_FOUND, "downstream");
    }

    @Test
    void aMethodThatIsNotOverriddenIsNotServed() {
        ServiceHost host = serve(TestService.of(greeting(name -> name)));

        assertThat(host.stats()).containsOnlyKeys(GREET);
        assertThatThrownBy(() -> client().unary(SURVEY, hello("x"), CallOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.delivery()).isEqualTo(Delivery.NOT_RUN));
    }

    @Test
    void aMethodCanBeServedByNameWhateverReflectionSees() {
        ServiceHost host = serve(TestService.of(new Greeter() {}, GREET));

        assertThat(host.stats()).containsOnlyKeys(GREET);
        assertThat(failure(client()).code()).isEqualTo(Code.UNIMPLEMENTED);
    }

    @Test
    void aTimeoutEndsTheCallAtItsTimeWhateverTheServiceDoes() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        serve(TestService.of(greeting(name -> {
            if (name.equals("slow")) {
                awaitUninterruptibly(release);
            }
            return name;
        })));
        RpcClient client = client();

        RpcException failure = failure(client, "slow", QUICK);
        CompletableFuture<HelloReply> async = client.unaryAsync(GREET, hello("slow"), QUICK);

        assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
        assertThatThrownBy(() -> async.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(Code.DEADLINE_EXCEEDED));
        assertThat(greet(client, "next")).isEqualTo("next");
        release.countDown();
    }

    @Test
    void aRequestWhoseCallerHasGivenUpIsNotRun() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        ServiceHost host = serve(TestService.of(greeting(name -> name + ran.incrementAndGet())));

        connect().publish("greeter.greet", "nobody.waits", header("Stubject-Timeout-Ms", "0"), new byte[0]);

        await().until(() -> stats(host, GREET).expired() == 1);
        assertThat(ran).hasValue(0);
    }

    @Test
    void aSlowMethodDoesNotHoldUpTheOthers() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        serve(TestService.of(new Greeter() {
            @Override
            public HelloReply greet(HelloRequest request) {
                awaitUninterruptibly(release);
                return reply("slow");
            }

            @Override
            public HelloReply survey(HelloRequest request) {
                return reply("quick");
            }
        }));
        RpcClient client = client();
        CompletableFuture<HelloReply> slow = client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT);

        assertThat(client.unary(SURVEY, hello("x"), CallOptions.DEFAULT).getText())
                .isEqualTo("quick");
        assertThat(slow).isNotDone();
        release.countDown();
        assertThat(slow.get().getText()).isEqualTo("slow");
    }

    @Test
    void implementationsRunOnVirtualThreadsWhereThereAreAnyElseOnAPoolOfTheirOwn() {
        serve(TestService.of(greeting(name -> Thread.currentThread().toString())));

        assertThat(greet(client(), "x"))
                .startsWith(Runtime.version().feature() >= 21 ? "VirtualThread[" : "Thread[stubject-handler-");
    }

    @Test
    void whatDependsOnAFutureDoesNotHoldUpOtherReplies() throws Exception {
        CountDownLatch dependentIsThere = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        serve(TestService.of(greeting(name -> {
            if (name.equals("a")) {
                awaitUninterruptibly(dependentIsThere);
            }
            return name;
        })));
        RpcClient client = client();
        CompletableFuture<String> blocked = client.unaryAsync(GREET, hello("a"), CallOptions.DEFAULT)
                .thenApply(answer -> {
                    awaitUninterruptibly(release);
                    return answer.getText();
                });
        dependentIsThere.countDown();

        assertThat(greet(client, "b")).isEqualTo("b");
        release.countDown();
        assertThat(blocked.get(10, TimeUnit.SECONDS)).isEqualTo("a");
    }

    @Test
    void whatDependsOnAFutureMayCallAgainAndWait() {
        serve(TestService.of(greeting(name -> name)));
        RpcClient client = client();

        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            calls.add(client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT)
                    .thenApply(answer -> greet(client, answer.getText() + "y")));
        }

        assertThat(calls)
                .allSatisfy(call ->
                        assertThat(call).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("xy"));
    }

    @Test
    void anImplementationMayCallAgainAndWaitInAllItsThreads() {
        RpcClient downstream = client();
        serve(TestService.of(greeting(name -> name.equals("leaf") ? "leaf" : greet(downstream, "leaf"))));
        RpcClient client = client();

        List<CompletableFuture<HelloReply>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(client.unaryAsync(GREET, hello("branch"), CallOptions.DEFAULT));
        }

        assertThat(calls).allSatisfy(call -> assertThat(call).succeedsWithin(Duration.ofSeconds(10)));
    }

    @Test
    void interruptionCancelsTheCallAndKeepsTheFlag() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        serve(TestService.of(greeting(name -> {
            running.countDown();
            awaitUninterruptibly(release);
            return name;
        })));
        RpcClient client = client();
        AtomicReference<@Nullable RpcException> failure = new AtomicReference<>();
        AtomicBoolean flag = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            failure.set(failure(client));
            flag.set(Thread.currentThread().isInterrupted());
        });

        caller.start();
        running.await();
        caller.interrupt();
        caller.join();
        release.countDown();

        assertThat(failure.get()).isNotNull().extracting(RpcException::code).isEqualTo(Code.CANCELLED);
        assertThat(flag).isTrue();
    }

    @Test
    void closingAClientEndsItsCalls() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        serve(TestService.of(greeting(name -> {
            awaitUninterruptibly(release);
            return name;
        })));
        RpcClient client = client();
        CompletableFuture<HelloReply> call = client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT);

        client.close();

        assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(Code.UNAVAILABLE));
        assertThat(failure(client).delivery()).isEqualTo(Delivery.NOT_RUN);
        release.countDown();
    }

    @Test
    void beyondTheLimitRequestsAreRefusedAtOnce() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ServiceHost host = serve(ServiceHost.builder(connect()).maxInFlight(1), TestService.of(greeting(name -> {
            running.countDown();
            awaitUninterruptibly(release);
            return name;
        })));
        RpcClient client = client();
        CompletableFuture<HelloReply> first = client.unaryAsync(GREET, hello("first"), CallOptions.DEFAULT);
        running.await();

        RpcException failure = failure(client, "x", CallOptions.DEFAULT.withoutRetries());

        assertThat(failure.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(stats(host, GREET).rejected()).isEqualTo(1);
        release.countDown();
        assertThat(first.get().getText()).isEqualTo("first");
        await().untilAsserted(() -> assertThat(greet(client, "second")).isEqualTo("second"));
    }

    @Test
    void aRequestThatCannotBeReadIsTheCallersFaultAndTheServiceGoesOn() throws Exception {
        ServiceHost host = serve(TestService.of(greeting(name -> name)));

        InboundMessage reply = rawRequest("greeter.greet", null, new byte[] {(byte) 0xff, 1, 2});

        assertThat(reply.header("Stubject-Code")).isEqualTo("INVALID_ARGUMENT");
        assertThat(reply.header("Nats-Service-Error-Code")).isEqualTo("400");
        assertThat(reply.header("Stubject-Not-Run")).isEqualTo("1");
        assertThat(stats(host, GREET).invalid()).isEqualTo(1);
        assertThat(greet(client(), "next")).isEqualTo("next");
    }

    @Test
    void anUnknownContentTypeIsTheCallersFault() throws Exception {
        serve(TestService.of(greeting(name -> name)));

        InboundMessage reply = rawRequest("greeter.greet", header("Content-Type", "text/xml"), new byte[0]);

        assertThat(reply.header("Stubject-Code")).isEqualTo("INVALID_ARGUMENT");
        assertThat(reply.header("Nats-Service-Error")).contains("text/xml");
    }

    @Test
    void jsonWithoutItsJarIsRefusedByName() throws Exception {
        serve(TestService.of(greeting(name -> name)));

        InboundMessage reply = rawRequest("greeter.greet", null, "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(reply.header("Stubject-Code")).isEqualTo("INVALID_ARGUMENT");
        assertThat(reply.header("Nats-Service-Error")).contains("stubject-json");
    }

    @Test
    void aRequestWithoutReplySubjectIsRunAndAnswersNobody() {
        AtomicInteger ran = new AtomicInteger();
        ServiceHost host = serve(TestService.of(greeting(name -> name + ran.incrementAndGet())));

        connect().publish("greeter.greet", null, null, new byte[0]);

        await().until(() -> ran.get() == 1);
        assertThat(stats(host, GREET).withoutReply()).isEqualTo(1);
    }

    @Test
    void aReplySubjectWhereTheHostMustNotPublishIsRefusedAndNotRun() {
        AtomicInteger ran = new AtomicInteger();
        ServiceHost host = serve(TestService.of(greeting(name -> name + ran.incrementAndGet())));
        Transport transport = connect();

        transport.publish("greeter.greet", "$JS.API.STREAM.DELETE.ORDERS", null, new byte[0]);
        transport.publish("greeter.greet", "greeter.greet", null, new byte[0]);
        transport.publish("greeter.greet", "greeter.greet._s.instance", null, new byte[0]);

        await().until(() -> stats(host, GREET).unsafeReplies() == 3);
        assertThat(ran).hasValue(0);
        assertThat(stats(host, GREET).requests()).isEqualTo(3);
    }

    @Test
    void instancesOfAQueueGroupShareTheRequests() {
        Set<String> answered = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 3; i++) {
            serve(TestService.of(greeting(name -> name)));
        }
        RpcClient client = client();

        await().until(() -> {
            answered.add(client.call(GREET, hello("x"), CallOptions.DEFAULT).instance());
            return answered.size() == 3;
        });
    }

    @Test
    void withoutAQueueGroupEveryInstanceGetsTheRequest() {
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            serve(TestService.of(new Greeter() {
                @Override
                public HelloReply survey(HelloRequest request) {
                    ran.incrementAndGet();
                    return reply("yes");
                }
            }));
        }

        assertThat(client().unary(SURVEY, hello("x"), CallOptions.DEFAULT).getText())
                .isEqualTo("yes");
        await().until(() -> ran.get() == 3);
    }

    @Test
    void aPrefixSeparatesHostsAndTheirClients() {
        serve(ServiceHost.builder(connect()).prefix("staging.blue"), TestService.of(greeting(name -> "blue")));
        RpcClient blue = RpcClient.builder(connect()).prefix("staging.blue").build();
        opened.add(blue);

        assertThat(greet(blue, "x")).isEqualTo("blue");
        assertThat(failure(client()).code()).isEqualTo(Code.UNAVAILABLE);
    }

    private static Greeter ordering() {
        return new Greeter() {
            @Override
            public HelloReply order(OrderRequest request) {
                return reply(request.getCustomer().getId() + " in " + request.getRegion());
            }
        };
    }

    private static OrderRequest order(String customer, Region region) {
        return OrderRequest.newBuilder()
                .setCustomer(Customer.newBuilder().setId(customer))
                .setRegion(region)
                .build();
    }

    @Test
    void subjectParametersAreFilledFromTheRequest() {
        serve(TestService.of(ordering()));

        assertThat(client().unary(ORDER, order("alice", Region.EU), CallOptions.DEFAULT)
                        .getText())
                .isEqualTo("alice in EU");
    }

    @Test
    void whatTheRequestLeavesUnsetIsFilledFromTheSubject() throws Exception {
        serve(TestService.of(ordering()));

        InboundMessage reply = rawRequest("greeter.alice.US.order", null, new byte[0]);

        assertThat(HelloReply.parseFrom(reply.data()).getText()).isEqualTo("alice in US");
    }

    @Test
    void aRequestThatDisagreesWithItsSubjectIsRefused() throws Exception {
        ServiceHost host = serve(TestService.of(ordering()));

        InboundMessage reply = rawRequest(
                "greeter.alice.EU.order", null, order("bob", Region.EU).toByteArray());

        assertThat(reply.header("Stubject-Code")).isEqualTo("INVALID_ARGUMENT");
        assertThat(reply.header("Nats-Service-Error")).contains("customer.id", "bob", "alice");
        assertThat(rawRequest("greeter.alice.MARS.order", null, new byte[0]).header("Nats-Service-Error"))
                .contains("MARS");
        assertThat(stats(host, ORDER).invalid()).isEqualTo(2);
    }

    @Test
    void aValueThatIsNoTokenIsRefusedBeforeSending() {
        ServiceHost host = serve(TestService.of(ordering()));
        RpcClient client = client();

        for (String customer : List.of("", "a.b", "*", ">", "a b", "ä", "_s", "a\nb")) {
            assertThatThrownBy(() -> client.unary(ORDER, order(customer, Region.EU), CallOptions.DEFAULT))
                    .isInstanceOfSatisfying(RpcException.class, e -> {
                        assertThat(e.code()).isEqualTo(Code.INVALID_ARGUMENT);
                        assertThat(e.delivery()).isEqualTo(Delivery.NOT_RUN);
                        assertThat(e.text()).contains("customer.id");
                    });
        }
        OrderRequest unset = OrderRequest.newBuilder().setRegion(Region.EU).build();
        assertThatThrownBy(() -> client.unary(ORDER, unset, CallOptions.DEFAULT))
                .hasMessageContaining("not set");
        assertThat(stats(host, ORDER).requests()).isZero();
    }

    @Test
    void aHostCanPinAParameter() {
        serve(TestService.of(ordering()).withParameter("region", "EU"));
        RpcClient client = client();

        assertThat(client.unary(ORDER, order("alice", Region.EU), CallOptions.DEFAULT)
                        .getText())
                .isEqualTo("alice in EU");
        assertThatThrownBy(() -> client.unary(ORDER, order("alice", Region.US), CallOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(Code.UNAVAILABLE));
    }

    @Test
    void aMessageThatTheServerWouldNotTakeIsRefusedOnTheSideThatWouldSendIt() {
        String megabyte = "x".repeat(1024 * 1024);
        serve(TestService.of(greeting(name -> megabyte)));
        RpcClient client = client();

        RpcException request = failure(client, megabyte, CallOptions.DEFAULT);
        RpcException answer = failure(client);

        assertThat(request.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(request.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(request.text()).contains("1048580 bytes", "1048576");
        assertThat(answer.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(answer.delivery()).isEqualTo(Delivery.RAN);
        assertThat(answer.text()).contains("1048580 bytes", "1048576");
    }

    @Test
    void anInterruptedImplementationStillAnswersAndTheNextOneBeginsAnew() {
        serve(TestService.of(greeting(name -> {
            boolean began = Thread.currentThread().isInterrupted();
            Thread.currentThread().interrupt();
            return began ? "interrupted" : "anew";
        })));
        RpcClient client = client();

        for (int i = 0; i < 50; i++) {
            assertThat(greet(client, "x")).isEqualTo("anew");
        }
    }

    @Test
    void everyCallEndsHoweverCloseItsTimeoutIsToItsBeginning() {
        serve(TestService.of(greeting(name -> name)));
        RpcClient client = client();
        CallOptions shortest = CallOptions.DEFAULT.withTimeout(Duration.ofMillis(1));

        List<CompletableFuture<HelloReply>> calls = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            calls.add(client.unaryAsync(GREET, hello("x"), shortest));
        }

        await().until(() -> calls.stream().allMatch(CompletableFuture::isDone));
        assertThat(client.outstanding()).isZero();
    }

    @Test
    void aCallThatRacesWithCloseEndsWithAnErrorOfOurs() throws Exception {
        serve(TestService.of(greeting(name -> name)));
        for (int i = 0; i < 100; i++) {
            RpcClient client = RpcClient.builder(connect()).build();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(client::close);
            for (int j = 0; j < 20; j++) {
                try {
                    assertThat(greet(client, "x")).isEqualTo("x");
                } catch (RpcException e) {
                    assertThat(e.code()).isEqualTo(Code.UNAVAILABLE);
                }
            }
            client.close();
            closing.get(10, TimeUnit.SECONDS);
            assertThat(client.outstanding()).isZero();
        }
    }

    @Test
    void aFutureThatItsCallerCompletesFreesItsCall() {
        CountDownLatch release = new CountDownLatch(1);
        serve(TestService.of(greeting(name -> {
            awaitUninterruptibly(release);
            return name;
        })));
        RpcClient client = client();

        CompletableFuture<HelloReply> cancelled = client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT);
        CompletableFuture<HelloReply> completed = client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT);
        assertThat(client.outstanding()).isEqualTo(2);
        cancelled.cancel(false);
        completed.complete(reply("of my own"));

        assertThat(client.outstanding()).isZero();
        release.countDown();
    }

    @Test
    void dependentsThatBlockDoNotKeepOtherFuturesFromCompleting() throws Exception {
        serve(TestService.of(greeting(name -> name)));
        RpcClient client = client();
        CountDownLatch blocked = new CountDownLatch(50);
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < 50; i++) {
            CompletableFuture<Void> unused = client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT)
                    .thenAcceptAsync(
                            answer -> {
                                blocked.countDown();
                                awaitUninterruptibly(release);
                            },
                            Threads.callbacks());
        }
        assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(client.unaryAsync(GREET, hello("y"), CallOptions.DEFAULT).get(10, TimeUnit.SECONDS))
                .isEqualTo(reply("y"));
        release.countDown();
    }

    @Test
    void anIllegalTokenInTheSubjectIsRefusedByTheServiceToo() throws Exception {
        ServiceHost host = serve(TestService.of(ordering()));

        assertThat(rawRequest("greeter._s.EU.order", null, new byte[0]).header("Stubject-Code"))
                .isEqualTo("INVALID_ARGUMENT");
        assertThat(stats(host, ORDER).invalid()).isEqualTo(1);
    }

    @Test
    void aSubjectThatWouldBeTooLongIsRefusedBeforeSending() {
        serve(TestService.of(ordering()));

        assertThatThrownBy(() -> client().unary(ORDER, order("x".repeat(5000), Region.EU), CallOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(Code.INVALID_ARGUMENT));
    }

    @Test
    void closingAHostFinishesWhatItHasAndLeavesTheRestToOthers() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ServiceHost host = serve(TestService.of(greeting(name -> {
            running.countDown();
            awaitUninterruptibly(release);
            return "finished";
        })));
        RpcClient client = client();
        CompletableFuture<HelloReply> call = client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT);
        running.await();

        CompletableFuture<Void> closing = CompletableFuture.runAsync(host::close);
        await().until(() -> failure(client, "new", QUICK).code() == Code.UNAVAILABLE);
        release.countDown();

        assertThat(call.get(10, TimeUnit.SECONDS).getText()).isEqualTo("finished");
        closing.get(10, TimeUnit.SECONDS);
        host.awaitShutdown();
    }

    @Test
    void closingAHostEndsInItsLimitWhateverTheImplementationDoes() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        ServiceHost host = ServiceHost.builder(connect())
                .add(TestService.of(greeting(name -> {
                    running.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return name;
                })))
                .drainTimeout(Duration.ofMillis(100))
                .start();
        CompletableFuture<HelloReply> unused = client().unaryAsync(GREET, hello("x"), QUICK);
        running.await();

        host.close();

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void servicesWhoseSubjectsCouldMeetCannotShareAHost() {
        ServiceHost.Builder builder = ServiceHost.builder(connect())
                .add(TestService.of(greeting(name -> name)))
                .add(TestService.of(greeting(name -> name)));

        assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("acme.Greeter/Greet (greeter.greet)");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                assertThat(latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS))
                        .isTrue();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
