package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.ORDER;
import static io.github.stubject.runtime.TestService.SERVICE;
import static io.github.stubject.runtime.TestService.SURVEY;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import io.github.stubject.runtime.TestService.Greeter;
import io.github.stubject.runtime.TestService.GreeterAsync;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import io.github.stubject.runtime.test.OrderRequest;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a caller learns of a call that failed: one test for each row of the table in {@code docs/services.md}. Those for which
 * a server or a connection has to go away are in {@link ConnectionTest}.
 */
class DeliveryTest extends CallHarness {
    private static final CallOptions ONCE = CallOptions.DEFAULT.withoutRetries();
    private static final CallOptions QUICK = ONCE.withTimeout(Duration.ofMillis(200));
    private static final String MEGABYTE = "x".repeat(1024 * 1024);

    /** Greet, as a schema would have it that says it is idempotent. */
    private static final RpcMethod<HelloRequest, HelloReply> REPEATABLE = RpcMethod.unary(
                    SERVICE,
                    "Greet",
                    "greeter.greet",
                    HelloRequest.getDefaultInstance(),
                    HelloReply.getDefaultInstance())
            .asIdempotent();

    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void release() {
        release.countDown();
    }

    /** Runs until the test is over, whether interrupted or not. */
    private String hold(String name) {
        running.countDown();
        boolean done = false;
        while (!done) {
            try {
                release.await();
                done = true;
            } catch (InterruptedException e) {
                // It does not care.
            }
        }
        return name;
    }

    private static void assertFailed(RpcException failure, Code code, Delivery delivery) {
        assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
        assertThat(failure.delivery()).as(failure.getMessage()).isEqualTo(delivery);
    }

    private static RpcException failureOf(CompletableFuture<?> call) {
        return (RpcException) Objects.requireNonNull(
                catchThrowableOfType(ExecutionException.class, () -> call.get(10, TimeUnit.SECONDS))
                        .getCause());
    }

    private RpcException failureOf(RpcClient client, HelloRequest request) {
        return catchThrowableOfType(RpcException.class, () -> client.unary(GREET, request, ONCE));
    }

    private static Interceptor answering(RuntimeException thrown) {
        return call -> new CallListener() {
            @Override
            public void response(Message message) {
                throw thrown;
            }
        };
    }

    private static Interceptor refusing(RuntimeException thrown) {
        return call -> new CallListener() {
            @Override
            public void request(Message message) {
                throw thrown;
            }
        };
    }

    @Test
    void aFieldCannotBePartOfTheSubject() {
        RpcException failure = catchThrowableOfType(
                RpcException.class, () -> client().unary(ORDER, OrderRequest.getDefaultInstance(), ONCE));

        assertFailed(failure, Code.INVALID_ARGUMENT, Delivery.NOT_RUN);
    }

    @Test
    void theRequestIsTooLarge() {
        serve(TestService.of(greeting(name -> name)));

        assertFailed(failureOf(client(), hello(MEGABYTE)), Code.RESOURCE_EXHAUSTED, Delivery.NOT_RUN);
    }

    @Test
    void anInterceptorOfTheClientRefuses() {
        serve(TestService.of(greeting(name -> name)));
        RpcException own = new RpcException(Code.PERMISSION_DENIED, "no");
        RpcException ofACall =
                RpcException.ofReply(Code.NOT_FOUND, "other", java.util.List.of(), RpcHeaders.EMPTY, Delivery.RAN);

        assertFailed(
                failure(open(RpcClient.builder(connect()).intercept(refusing(own)))),
                Code.PERMISSION_DENIED,
                Delivery.NOT_RUN);
        assertFailed(
                failure(open(RpcClient.builder(connect()).intercept(refusing(ofACall)))),
                Code.INTERNAL,
                Delivery.NOT_RUN);
        assertFailed(
                failure(open(RpcClient.builder(connect()).intercept(refusing(new IllegalStateException())))),
                Code.INTERNAL,
                Delivery.NOT_RUN);
    }

    @Test
    void noTimeIsLeftBeforeSending() {
        assertFailed(
                failure(client(), CallOptions.DEFAULT.withTimeout(Duration.ZERO)),
                Code.DEADLINE_EXCEEDED,
                Delivery.NOT_RUN);
    }

    @Test
    void theThreadIsInterruptedBeforeSending() {
        RpcClient client = client();
        Thread.currentThread().interrupt();

        RpcException failure = failure(client);

        assertThat(Thread.interrupted()).isTrue();
        assertFailed(failure, Code.CANCELLED, Delivery.NOT_RUN);
    }

    @Test
    void theCallThatItIsMadeForIsCancelledBeforeSending() {
        Cancellation cancellation = new Cancellation();
        InboundMessage outer = new InboundMessage("a", "b", null, new byte[0], false);
        CallContext context =
                new CallContext(SURVEY, "a", outer, System.nanoTime() + TimeUnit.SECONDS.toNanos(50), cancellation);
        assertThat(cancellation.cancel()).isEmpty();
        RpcClient client = client();

        try (Scope unused = context.open()) {
            assertFailed(failure(client), Code.CANCELLED, Delivery.NOT_RUN);
        }
    }

    @Test
    void theClientIsClosed() {
        serve(TestService.of(greeting(name -> name)));
        RpcClient client = client();
        client.close();

        assertFailed(failure(client), Code.UNAVAILABLE, Delivery.NOT_RUN);
        assertFailed(
                failureOf(client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT)),
                Code.UNAVAILABLE,
                Delivery.NOT_RUN);
    }

    @Test
    void theClientHasTooManyCallsOutstanding() throws Exception {
        serve(TestService.of(greeting(this::hold)));
        RpcClient client = open(RpcClient.builder(connect()).maxOutstanding(1));
        CompletableFuture<HelloReply> first = client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT);
        running.await();

        assertFailed(failure(client), Code.RESOURCE_EXHAUSTED, Delivery.NOT_RUN);
        assertFailed(failure(client, ONCE), Code.RESOURCE_EXHAUSTED, Delivery.NOT_RUN);
        assertThat(first).isNotDone();
    }

    @Test
    void nobodyServesTheSubject() {
        assertFailed(failure(client(), ONCE), Code.UNAVAILABLE, Delivery.NOT_RUN);
    }

    @Test
    void nobodyServesTheSubjectInAnyAttempt() {
        assertFailed(failure(client()), Code.UNAVAILABLE, Delivery.NOT_RUN);
        assertFailed(
                failureOf(client().unaryAsync(GREET, hello("x"), CallOptions.DEFAULT)),
                Code.UNAVAILABLE,
                Delivery.NOT_RUN);
    }

    @Test
    void theChosenInstanceIsNotThere() {
        serve(TestService.of(greeting(name -> name)));

        assertFailed(failure(client(), ONCE.withInstance("nobody")), Code.UNAVAILABLE, Delivery.NOT_RUN);
    }

    @Test
    void theChosenInstanceIsShuttingDown() throws Exception {
        ServiceHost host = serve(host().drainTimeout(Duration.ofSeconds(20)).add(TestService.of(greeting(this::hold))));
        RpcClient client = client();
        CompletableFuture<HelloReply> first =
                client.unaryAsync(GREET, hello("x"), ONCE.withTimeout(Duration.ofSeconds(30)));
        running.await();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(host::close);

        RpcException failure = await().until(
                        () -> failure(client, QUICK.withInstance(host.instance())),
                        e -> e.text().contains("shut"));

        assertFailed(failure, Code.UNAVAILABLE, Delivery.NOT_RUN);
        release.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS).getText()).isEqualTo("x");
        closing.get(10, TimeUnit.SECONDS);
    }

    @Test
    void theInstanceHasTooManyRequestsInFlight() throws Exception {
        serve(host().maxInFlight(1).add(TestService.of(greeting(this::hold))));
        RpcClient client = client();
        CompletableFuture<HelloReply> first = client.unaryAsync(GREET, hello("x"), ONCE);
        running.await();

        assertFailed(failure(client, ONCE), Code.RESOURCE_EXHAUSTED, Delivery.NOT_RUN);
        assertFailed(failure(client), Code.RESOURCE_EXHAUSTED, Delivery.NOT_RUN);
        assertThat(first).isNotDone();
    }

    @Test
    void theInstanceCannotReadTheRequest() {
        RpcMethod<OrderRequest, HelloReply> wrong = RpcMethod.unary(
                SERVICE, "Greet", "greeter.greet", OrderRequest.getDefaultInstance(), HelloReply.getDefaultInstance());
        serve(TestService.of(greeting(name -> name)));
        // Its customer is the name of a greeting, and no UTF-8.
        OrderRequest request = OrderRequest.newBuilder()
                .setCustomer(
                        io.github.stubject.runtime.test.Customer.newBuilder().setNumber(0xFFFF))
                .build();

        RpcException failure =
                catchThrowableOfType(RpcException.class, () -> client().unary(wrong, request, CallOptions.DEFAULT));

        assertFailed(failure, Code.INVALID_ARGUMENT, Delivery.NOT_RUN);
    }

    @Test
    void anInterceptorOfTheHostRefuses() {
        serve(host().intercept(refusing(new RpcException(Code.UNAUTHENTICATED, "who?")))
                .add(TestService.of(greeting(name -> name))));

        assertFailed(failure(client()), Code.UNAUTHENTICATED, Delivery.NOT_RUN);
    }

    @Test
    void theImplementationFails() {
        serve(TestService.of(greeting(name -> {
            if (name.isEmpty()) {
                throw new IllegalStateException();
            }
            throw new RpcException(Code.UNAVAILABLE, "the database is away");
        })));

        assertFailed(failure(client()), Code.UNAVAILABLE, Delivery.RAN);
        assertFailed(failureOf(client(), hello("")), Code.INTERNAL, Delivery.RAN);
    }

    @Test
    void theImplementationPassesAnErrorOnOfWhatDidNotRun() {
        RpcClient inner = open(RpcClient.builder(connect()).prefix("elsewhere"));
        serve(TestService.of(greeting(name -> {
            try {
                return inner.unary(SURVEY, hello(name), ONCE).getText();
            } catch (RpcException e) {
                throw e.asReply();
            }
        })));

        assertFailed(failure(client()), Code.UNAVAILABLE, Delivery.RAN);
    }

    @Test
    void anInterceptorOfTheHostRefusesTheAnswer() {
        serve(host().intercept(answering(new RpcException(Code.DATA_LOSS, "no")))
                .add(TestService.of(greeting(name -> name))));

        assertFailed(failure(client()), Code.DATA_LOSS, Delivery.RAN);
    }

    @Test
    void anInterceptorOfTheClientRefusesTheAnswer() {
        AtomicInteger runs = new AtomicInteger();
        serve(TestService.of(greeting(name -> name + runs.incrementAndGet())));
        RpcException own = new RpcException(Code.DATA_LOSS, "no");
        RpcException ofACall = RpcException.notSent(Code.UNAVAILABLE, "not connected elsewhere");

        assertFailed(
                failure(open(RpcClient.builder(connect()).intercept(answering(own)))), Code.DATA_LOSS, Delivery.RAN);
        assertFailed(
                failure(open(RpcClient.builder(connect()).intercept(answering(new IllegalStateException())))),
                Code.INTERNAL,
                Delivery.RAN);
        assertThat(runs).hasValue(2);
        assertFailed(
                failure(open(RpcClient.builder(connect()).intercept(answering(ofACall)))),
                Code.UNAVAILABLE,
                Delivery.RAN);
        assertThat(runs).as("it is not called again").hasValue(3);
    }

    @Test
    void theAnswerIsTooLarge() {
        serve(TestService.of(greeting(name -> MEGABYTE)));

        assertFailed(failure(client()), Code.RESOURCE_EXHAUSTED, Delivery.RAN);
    }

    @Test
    void theAnswerIsNoValidMessage() throws Exception {
        answerWith("greeter.greet", new Headers(), new byte[] {-1});

        assertFailed(failure(client()), Code.INTERNAL, Delivery.RAN);
    }

    @Test
    void aServiceThatIsNotOursAnswersWithAnError() throws Exception {
        answerWith(
                "greeter.greet",
                new Headers().put("Nats-Service-Error", "busy").put("Nats-Service-Error-Code", "503"),
                new byte[0]);

        assertFailed(failure(client()), Code.UNAVAILABLE, Delivery.RAN);
    }

    @Test
    void noAnswerComesInTime() {
        serve(TestService.of(greeting(this::hold)));

        assertFailed(failure(client(), QUICK), Code.DEADLINE_EXCEEDED, Delivery.UNKNOWN);
    }

    @Test
    void itIsTooLateWhenItsTurnComes() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        ServiceHost host = serve(host().intercept(call -> CallListener.NONE)
                .add(TestService.of(greeting(name -> name + runs.incrementAndGet()))));
        BlockingQueue<InboundMessage> replies = listen("a.caller");

        connect().publish("greeter.greet", "a.caller", new Headers().put("Stubject-Timeout-Ms", "0"), new byte[0]);

        await().untilAsserted(() -> assertThat(
                        Objects.requireNonNull(host.stats().get(GREET)).expired())
                .isEqualTo(1));
        assertThat(replies).as("its caller has its DEADLINE_EXCEEDED by then").isEmpty();
        assertThat(runs).hasValue(0);
    }

    @Test
    void theThreadIsInterruptedWhileWaiting() throws Exception {
        serve(TestService.of(greeting(this::hold)));
        RpcClient client = client();
        BlockingQueue<RpcException> failures = new ArrayBlockingQueue<>(1);
        Thread caller = new Thread(() -> failures.add(failure(client)));
        caller.start();
        running.await();

        caller.interrupt();

        assertFailed(next(failures), Code.CANCELLED, Delivery.UNKNOWN);
    }

    @Test
    void theThreadIsInterruptedBetweenTwoAttempts() {
        RpcClient client = client();

        // Until the interrupt falls into a pause, and not into an attempt.
        RpcException failure = await().until(
                        () -> interruptedWhilePausing(client), e -> e.text().contains("between"));

        assertFailed(failure, Code.CANCELLED, Delivery.NOT_RUN);
    }

    private RpcException interruptedWhilePausing(RpcClient client) throws Exception {
        BlockingQueue<RpcException> failures = new ArrayBlockingQueue<>(1);
        Thread caller = new Thread(() -> failures.add(failure(client)));
        caller.start();
        while (caller.isAlive()
                && Stream.of(caller.getStackTrace())
                        .noneMatch(frame -> frame.getMethodName().equals("pauseOrThrow"))) {
            Thread.onSpinWait();
        }
        caller.interrupt();
        return next(failures);
    }

    @Test
    void theCallThatItIsMadeForIsCancelledWhileWaiting() throws Exception {
        BlockingQueue<RpcException> failures = new ArrayBlockingQueue<>(1);
        RpcClient inner = client();
        serve(TestService.of(new Greeter() {
            @Override
            public HelloReply survey(HelloRequest request) {
                return reply(hold("x"));
            }
        }));
        serve(TestService.ofAsync(new GreeterAsync() {
            @Override
            public CompletableFuture<HelloReply> greet(HelloRequest request) {
                CompletableFuture<HelloReply> call = inner.unaryAsync(SURVEY, request, CallOptions.DEFAULT);
                CompletableFuture<HelloReply> unused =
                        call.whenComplete((answer, error) -> failures.add((RpcException) error));
                // Another future, since the host cancels the one that it gets.
                return call.thenApply(answer -> answer);
            }
        }));
        CompletableFuture<HelloReply> outer = client().unaryAsync(GREET, hello("x"), CallOptions.DEFAULT);
        running.await();

        outer.cancel(true);

        assertFailed(next(failures), Code.CANCELLED, Delivery.UNKNOWN);
    }

    @Test
    void theClientIsClosedWhileWaiting() throws Exception {
        serve(TestService.of(greeting(this::hold)));
        RpcClient client = client();
        CompletableFuture<HelloReply> call = client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT);
        running.await();

        client.close();

        assertFailed(failureOf(call), Code.UNAVAILABLE, Delivery.UNKNOWN);
    }

    @Test
    void theHostStopsWaitingForWhatRuns() throws Exception {
        ServiceHost host = serve(host().drainTimeout(Duration.ofMillis(50)).add(TestService.of(greeting(name -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
                return name;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }))));
        CompletableFuture<HelloReply> call =
                client().unaryAsync(GREET, hello("x"), ONCE.withTimeout(Duration.ofSeconds(30)));
        running.await();

        host.close();

        assertFailed(failureOf(call), Code.CANCELLED, Delivery.RAN);
    }

    @Test
    void anEarlierAttemptRanThoughTheLastMetNobody() throws Exception {
        BlockingQueue<ServiceHost> hosts = new ArrayBlockingQueue<>(1);
        hosts.add(serve(TestService.of(greeting(name -> {
            throw new RpcException(Code.UNAVAILABLE, "the database is away");
        }))));
        RpcClient client = open(RpcClient.builder(connect()).intercept(call -> new CallListener() {
            @Override
            public void retry(int attempt, RpcException failure) {
                ServiceHost host = hosts.poll();
                if (host != null) {
                    host.close();
                }
            }
        }));

        RpcException failure = catchThrowableOfType(
                RpcException.class, () -> client.unary(REPEATABLE, hello("x"), CallOptions.DEFAULT));
        assertThat(failure.text()).contains("nobody serves");
        assertFailed(failure, Code.UNAVAILABLE, Delivery.RAN);

        hosts.add(serve(TestService.of(greeting(name -> {
            throw new RpcException(Code.UNAVAILABLE, "the database is away");
        }))));
        RpcException async = failureOf(client.unaryAsync(REPEATABLE, hello("x"), CallOptions.DEFAULT));
        assertThat(async.text()).contains("nobody serves");
        assertFailed(async, Code.UNAVAILABLE, Delivery.RAN);
    }
}
