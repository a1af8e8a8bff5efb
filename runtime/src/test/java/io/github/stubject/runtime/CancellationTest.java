package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.ORDER;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.TestService.Greeter;
import io.github.stubject.runtime.TestService.GreeterAsync;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.test.Customer;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import io.github.stubject.runtime.test.OrderRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Taking calls back. */
class CancellationTest extends CallHarness {
    private static final CallOptions PATIENT = CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(50));

    private final CountDownLatch running = new CountDownLatch(1);
    private final BlockingQueue<String> seen = new ArrayBlockingQueue<>(10);

    /** Runs until it is interrupted, and says so. */
    private String runUntilInterrupted(String name) {
        running.countDown();
        try {
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException e) {
            seen.add(CallContext.current().isCancelled() ? "cancelled" : "only interrupted");
            throw new IllegalStateException(e);
        }
    }

    private static MethodStats stats(ServiceHost host) {
        return Objects.requireNonNull(host.stats().get(GREET));
    }

    @Test
    void cancellingAFutureFreesTheClientAtOnceAndInterruptsTheImplementation() throws Exception {
        ServiceHost host = serve(TestService.of(greeting(this::runUntilInterrupted)));
        RpcClient client = client();
        CompletableFuture<HelloReply> call = client.unaryAsync(GREET, hello("x"), PATIENT);
        running.await();

        call.cancel(true);

        assertThat(client.outstanding()).isZero();
        assertThat(next(seen)).isEqualTo("cancelled");
        await().untilAsserted(() -> assertThat(stats(host).cancelled()).isEqualTo(1));
    }

    @Test
    void completingAFutureOtherwiseCancelsItsCallToo() throws Exception {
        serve(TestService.of(greeting(this::runUntilInterrupted)));
        RpcClient client = client();
        CompletableFuture<HelloReply> call = client.unaryAsync(GREET, hello("x"), PATIENT);
        running.await();

        call.orTimeout(1, TimeUnit.MILLISECONDS);

        assertThat(next(seen)).isEqualTo("cancelled");
        await().untilAsserted(() -> assertThat(client.outstanding()).isZero());
    }

    @Test
    void interruptingACallerCancelsItsCall() throws Exception {
        serve(TestService.of(greeting(this::runUntilInterrupted)));
        RpcClient client = client();
        BlockingQueue<String> outcome = new ArrayBlockingQueue<>(1);
        Thread caller = new Thread(() -> {
            RpcException failure = failure(client, PATIENT);
            outcome.add(failure.code() + " " + failure.delivery() + " "
                    + Thread.currentThread().isInterrupted());
        });
        caller.start();
        running.await();

        caller.interrupt();

        assertThat(next(outcome)).isEqualTo("CANCELLED UNKNOWN true");
        assertThat(next(seen)).isEqualTo("cancelled");
    }

    @Test
    void aParameterInTheSubjectDoesNotKeepACancelFromArriving() throws Exception {
        serve(TestService.of(new Greeter() {
            @Override
            public HelloReply order(OrderRequest request) {
                return reply(runUntilInterrupted(request.getId()));
            }
        }));
        OrderRequest order = OrderRequest.newBuilder()
                .setCustomer(Customer.newBuilder().setId("alice"))
                .build();
        CompletableFuture<HelloReply> call = client().unaryAsync(ORDER, order, PATIENT);
        running.await();

        call.cancel(false);

        assertThat(next(seen)).isEqualTo("cancelled");
    }

    @Test
    void theFutureOfAnAsynchronousImplementationIsCancelled() throws Exception {
        CompletableFuture<HelloReply> never = new CompletableFuture<>();
        ServiceHost host = serve(TestService.ofAsync(new GreeterAsync() {
            @Override
            public CompletableFuture<HelloReply> greet(HelloRequest request) {
                CallContext.current()
                        .onCancel(() -> seen.add(CallContext.current().subject()));
                running.countDown();
                return never;
            }
        }));
        CompletableFuture<HelloReply> call = client().unaryAsync(GREET, hello("x"), PATIENT);
        running.await();

        call.cancel(true);

        assertThat(next(seen)).isEqualTo("greeter.greet");
        await().untilAsserted(() -> assertThat(never).isCancelled());
        await().untilAsserted(() -> assertThat(stats(host).cancelled()).isEqualTo(1));
    }

    @Test
    void aCancelledCallIsAnsweredAsSuchForWhoeverListens() throws Exception {
        serve(TestService.of(greeting(this::runUntilInterrupted)));
        var transport = connect();
        String inbox = transport.newInbox();
        BlockingQueue<InboundMessage> replies = listen(inbox);
        transport.publish("greeter.greet", inbox, null, hello("x").toByteArray());
        running.await();

        transport.publish("greeter.greet._s._all.cancel", inbox, null, new byte[0]);

        assertThat(next(replies).header("Stubject-Code")).isEqualTo("CANCELLED");
    }

    @Test
    void aCancelThatOvertakesItsRequestIsNotForgotten() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        ServiceHost host = serve(TestService.of(greeting(name -> "run " + runs.incrementAndGet())));
        var transport = connect();
        String inbox = transport.newInbox();
        BlockingQueue<InboundMessage> replies = listen(inbox);

        transport.publish("greeter.greet._s._all.cancel", inbox, null, new byte[0]);
        await().until(() -> host.earlyCancels() == 1);
        transport.publish("greeter.greet", inbox, null, hello("x").toByteArray());

        InboundMessage reply = next(replies);
        assertThat(reply.header("Stubject-Code")).isEqualTo("CANCELLED");
        assertThat(reply.header("Stubject-Not-Run")).isEqualTo("1");
        assertThat(runs).hasValue(0);
    }

    @Test
    void aCancelOfNobodysCallIsHarmless() throws Exception {
        ServiceHost host = serve(TestService.of(greeting(name -> name)));
        var transport = connect();
        for (int i = 0; i < 3000; i++) {
            transport.publish("greeter.greet._s._all.cancel", "some.where." + i, null, new byte[0]);
        }
        transport.publish("greeter.greet._s._all.cancel", null, null, new byte[0]);
        transport.publish("greeter.greet._s._all.other", "some.where", null, new byte[0]);
        transport.publish("greeter.greet._s." + host.instance() + ".other", "some.where", null, new byte[0]);

        assertThat(greet(client(), "x")).isEqualTo("x");
        assertThat(stats(host).cancelled()).isZero();
    }

    @Test
    void whoClosesItsOwnHostWaitsForTheLastWordsOfOtherCalls() throws Exception {
        CompletableFuture<ServiceHost> own = new CompletableFuture<>();
        CountDownLatch running = new CountDownLatch(1);
        own.complete(serve(host().drainTimeout(Duration.ofMillis(50)).add(TestService.of(greeting(name -> {
            if (name.equals("other")) {
                running.countDown();
                return tidyUpAfterwards();
            }
            own.join().close();
            boolean unused = Thread.interrupted(); // its thread pool is shut down
            return "in flight: " + own.join().inFlight();
        })))));
        RpcClient client = client();
        CompletableFuture<HelloReply> other = client.unaryAsync(GREET, hello("other"), CallOptions.DEFAULT);
        waitFor(running);

        assertThat(greet(client, "x")).isEqualTo("in flight: 1");
        assertThat(other.get(10, TimeUnit.SECONDS).getText()).isEqualTo("last words");
    }

    private static String tidyUpAfterwards() {
        try {
            Thread.sleep(Duration.ofSeconds(30).toMillis());
            return "never interrupted";
        } catch (InterruptedException e) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            return "last words";
        }
    }

    @Test
    void aCallInsideACancelledCallIsCancelledToo() throws Exception {
        RpcClient inner = client();
        serve(TestService.of(new Greeter() {
            @Override
            public HelloReply survey(HelloRequest request) {
                return reply(runUntilInterrupted(request.getName()));
            }
        }));
        serve(TestService.ofAsync(new GreeterAsync() {
            @Override
            public CompletableFuture<HelloReply> greet(HelloRequest request) {
                return inner.unaryAsync(TestService.SURVEY, request, PATIENT);
            }
        }));
        CompletableFuture<HelloReply> outer = client().unaryAsync(GREET, hello("x"), PATIENT);
        running.await();

        outer.cancel(true);

        assertThat(next(seen)).isEqualTo("cancelled");
        await().untilAsserted(() -> assertThat(inner.outstanding()).isZero());
    }

    @Test
    void aCancelledContextMakesNoMoreCalls() throws Exception {
        RpcClient inner = client();
        serve(TestService.of(new Greeter() {
            @Override
            public HelloReply greet(HelloRequest request) {
                try {
                    runUntilInterrupted("");
                } catch (IllegalStateException e) {
                    RpcException failure = catchThrowableOfType(
                            RpcException.class, () -> inner.unary(TestService.SURVEY, request, CallOptions.DEFAULT));
                    seen.add(failure.code() + " " + failure.delivery());
                }
                return reply("late");
            }
        }));
        CompletableFuture<HelloReply> outer = client().unaryAsync(GREET, hello("x"), PATIENT);
        running.await();

        outer.cancel(true);

        assertThat(next(seen)).isEqualTo("cancelled");
        assertThat(next(seen)).isEqualTo("CANCELLED NOT_RUN");
    }

    @Test
    void aThreadThatWasInterruptedServesTheNextCallUninterrupted() throws Exception {
        ServiceHost host = serve(TestService.of(greeting(name -> name.equals("x")
                ? runUntilInterrupted(name)
                : "" + Thread.currentThread().isInterrupted())));
        RpcClient client = client();
        CompletableFuture<HelloReply> call = client.unaryAsync(GREET, hello("x"), PATIENT);
        running.await();
        call.cancel(true);
        await().untilAsserted(() -> assertThat(stats(host).cancelled()).isEqualTo(1));

        for (int i = 0; i < 300; i++) {
            assertThat(greet(client, "y")).isEqualTo("false");
        }
    }

    @Test
    void whatStillRunsWhenAHostStopsWaitingIsToldAndItsCallerToo() throws Exception {
        ServiceHost host = serve(
                host().drainTimeout(Duration.ofMillis(50)).add(TestService.of(greeting(this::runUntilInterrupted))));
        CompletableFuture<HelloReply> call = client().unaryAsync(GREET, hello("x"), PATIENT.withoutRetries());
        running.await();

        host.close();

        assertThat(next(seen)).isEqualTo("cancelled");
        assertThat(catchThrowableOfType(
                                java.util.concurrent.ExecutionException.class, () -> call.get(10, TimeUnit.SECONDS))
                        .getCause())
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(Code.CANCELLED));
    }
}
