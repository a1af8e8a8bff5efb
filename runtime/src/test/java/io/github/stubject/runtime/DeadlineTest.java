package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.SURVEY;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.runtime.TestService.Greeter;
import io.github.stubject.runtime.TestService.GreeterAsync;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How long calls may take, and what is made of that further on. */
class DeadlineTest extends CallHarness {
    private static CallOptions within(long millis) {
        return CallOptions.DEFAULT.withTimeout(Duration.ofMillis(millis));
    }

    @Test
    void anImplementationSeesWhatIsLeft() {
        serve(TestService.of(
                greeting(name -> "" + CallContext.current().timeLeft().toMillis())));
        RpcClient client = client();

        long ofDefault = Long.parseLong(greet(client, "x"));
        long ofTwenty =
                Long.parseLong(client.unary(GREET, hello("x"), within(20_000)).getText());

        assertThat(ofDefault).isBetween(1L, 5_000L);
        assertThat(ofTwenty).isBetween(5_001L, 20_000L);
    }

    @Test
    void outsideOfCallsThereIsAnEmptyContext() {
        CallContext context = CallContext.current();

        assertThat(context.isCall()).isFalse();
        assertThat(context.isCancelled()).isFalse();
        assertThat(context.subject()).isEmpty();
        assertThat(context.headers().isEmpty()).isTrue();
        assertThat(context.timeLeft()).isGreaterThan(Duration.ofDays(365));
    }

    @Test
    void aCallInsideACallInheritsWhatIsLeftIfThatIsLess() throws Exception {
        BlockingQueue<InboundMessage> inner = listen("greeter.survey");
        RpcClient calls = client();
        serve(TestService.ofAsync(new GreeterAsync() {
            @Override
            public CompletableFuture<HelloReply> greet(HelloRequest request) {
                CallOptions own = request.getName().isEmpty() ? CallOptions.DEFAULT : within(100);
                CompletableFuture<HelloReply> unused = calls.unaryAsync(SURVEY, request, own);
                return CompletableFuture.completedFuture(reply(""));
            }
        }));
        RpcClient client = client();

        client.unary(GREET, hello(""), within(3_000));
        long inherited = timeoutOf(next(inner));
        client.unary(GREET, hello("own"), within(3_000));
        long own = timeoutOf(next(inner));
        client.unary(GREET, hello(""), within(30_000));
        InboundMessage methods = next(inner);

        assertThat(inherited).isBetween(1L, 3_000L);
        assertThat(own).isEqualTo(100);
        assertThat(methods.headers()).isNull();
    }

    private static long timeoutOf(InboundMessage message) {
        return Long.parseLong(Objects.requireNonNull(message.header("Stubject-Timeout-Ms")));
    }

    @Test
    void theContextGoesToOtherThreadsWhereItIsWrapped() {
        serve(TestService.ofAsync(new GreeterAsync() {
            @Override
            public CompletableFuture<HelloReply> greet(HelloRequest request) {
                CallContext context = CallContext.current();
                return CompletableFuture.supplyAsync(
                                () -> CallContext.current().subject(), context.wrap(ForkJoinPool.commonPool()))
                        .thenCombine(
                                CompletableFuture.supplyAsync(
                                        () -> CallContext.current().subject(), ForkJoinPool.commonPool()),
                                (wrapped, plain) -> reply(wrapped + "|" + plain));
            }
        }));

        assertThat(greet(client(), "x")).isEqualTo("greeter.greet|");
    }

    @Test
    void whatDependsOnAFutureRunsInTheContextThatItsCallWasMadeIn() {
        RpcClient calls = client();
        serve(TestService.of(new Greeter() {
            @Override
            public HelloReply survey(HelloRequest request) {
                return reply("surveyed");
            }
        }));
        serve(TestService.ofAsync(new GreeterAsync() {
            @Override
            public CompletableFuture<HelloReply> greet(HelloRequest request) {
                return calls.unaryAsync(SURVEY, request, CallOptions.DEFAULT)
                        .thenApply(reply -> reply(CallContext.current().subject()));
            }
        }));

        assertThat(greet(client(), "x")).isEqualTo("greeter.greet");
    }

    @Test
    void aDeadlineInThePastFailsWithoutSending() throws Exception {
        BlockingQueue<InboundMessage> sent = listen("greeter.greet");
        RpcClient client = client();

        for (long millis : new long[] {0, -1, -100_000}) {
            RpcException failure = failure(client, within(millis));
            assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
        }
        // What the listener sees first is what was sent first.
        CompletableFuture<HelloReply> unused = client.unaryAsync(GREET, hello("sent"), within(50));
        assertThat(HelloRequest.parseFrom(next(sent).data()).getName()).isEqualTo("sent");
    }

    @Test
    void aCallInsideOneWhoseTimeIsOverIsNotSent() throws Exception {
        RpcClient calls = client();
        BlockingQueue<String> outcome = new ArrayBlockingQueue<>(1);
        CountDownLatch over = new CountDownLatch(1);
        serve(TestService.of(greeting(name -> {
            waitFor(over);
            // The host counts from when it took the request up, a little after the caller.
            CallContext context = CallContext.current();
            Awaitility.await().until(() -> context.timeLeft().isNegative());
            RpcException failure = failure(calls);
            outcome.add(failure.code() + " " + failure.delivery());
            return "";
        })));

        assertThat(failure(client(), within(100)).code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        over.countDown();

        assertThat(next(outcome)).isEqualTo("DEADLINE_EXCEEDED NOT_RUN");
    }

    @Test
    void aRequestThatIsLateOnArrivalIsNotRun() throws Exception {
        ServiceHost host = serve(TestService.of(greeting(name -> name)));
        var transport = connect();
        transport.publish(
                "greeter.greet",
                "some.where",
                new Headers().put("Stubject-Timeout-Ms", "-9223372036854775808"),
                new byte[0]);

        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                Objects.requireNonNull(host.stats().get(GREET)).expired())
                        .isEqualTo(1));
        assertThat(rawRequest(
                                "greeter.greet",
                                new Headers().put("Stubject-Timeout-Ms", "9223372036854775807"),
                                hello("x").toByteArray())
                        .headers())
                .isNull();
    }
}
