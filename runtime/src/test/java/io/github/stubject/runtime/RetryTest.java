package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.test.HelloReply;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Calls that are sent more than once. */
class RetryTest extends CallHarness {
    private final AtomicInteger attempts = new AtomicInteger(1);

    /** A client that runs something before an attempt other than the first. */
    private RpcClient client(int attempt, Runnable action) {
        return open(RpcClient.builder(connect()).intercept(call -> new CallListener() {
            @Override
            public void retry(int number, RpcException failure) {
                attempts.set(number);
                if (number == attempt) {
                    action.run();
                }
            }
        }));
    }

    @Test
    void aServiceThatComesUpMeanwhileIsFound() throws Exception {
        RpcClient client = client(3, () -> serve(TestService.of(greeting(name -> name))));

        assertThat(greet(client, "late")).isEqualTo("late");
        assertThat(attempts).hasValue(3);
        attempts.set(1);
        assertThat(client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT)
                        .get()
                        .getText())
                .isEqualTo("x");
        assertThat(attempts).as("no more than is needed").hasValue(1);
    }

    @Test
    void aServiceThatComesUpMeanwhileIsFoundByAFutureToo() {
        RpcClient client = client(3, () -> serve(TestService.of(greeting(name -> name))));

        assertThat(client.unaryAsync(GREET, hello("late"), CallOptions.DEFAULT))
                .succeedsWithin(Duration.ofSeconds(10))
                .extracting(HelloReply::getText)
                .isEqualTo("late");
    }

    @Test
    void aRequestThatAnOverloadedInstanceRefusesIsSentAgain() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ServiceHost host = serve(host().maxInFlight(1).add(TestService.of(greeting(name -> {
            if (name.equals("first")) {
                running.countDown();
                waitFor(release);
            }
            return name;
        }))));
        RpcClient client = client(2, () -> {
            release.countDown();
            await().until(() -> host.stats().get(GREET) != null);
        });
        CompletableFuture<HelloReply> first = client.unaryAsync(GREET, hello("first"), CallOptions.DEFAULT);
        running.await();

        assertThat(greet(client, "second")).isEqualTo("second");
        assertThat(first.get().getText()).isEqualTo("first");
        assertThat(Objects.requireNonNull(host.stats().get(GREET)).rejected()).isBetween(1L, 2L);
    }

    @Test
    void withoutRetriesOneCallIsOneMessage() throws Exception {
        serve(host().intercept(call -> {
                    throw new RpcException(Code.UNAVAILABLE, "no");
                })
                .add(TestService.of(greeting(name -> name))));
        BlockingQueue<InboundMessage> sent = listen("greeter.greet");
        RpcClient client = client(0, () -> {});

        assertThat(failure(client, CallOptions.DEFAULT.withoutRetries()).delivery())
                .isEqualTo(Delivery.NOT_RUN);
        assertThat(failure(client).delivery()).isEqualTo(Delivery.NOT_RUN);

        await().untilAsserted(() -> assertThat(sent).hasSize(4));
        assertThat(attempts).hasValue(3);
    }

    @Test
    void anAttemptSaysWhatIsLeftOfTheTime() throws Exception {
        serve(host().intercept(call -> {
                    throw new RpcException(Code.UNAVAILABLE, "no");
                })
                .add(TestService.of(greeting(name -> name))));
        BlockingQueue<InboundMessage> sent = listen("greeter.greet");

        RpcException unused = failure(client(), CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(3)));

        List<Long> timeouts = List.of(timeout(next(sent)), timeout(next(sent)), timeout(next(sent)));
        assertThat(timeouts.get(0)).isEqualTo(3000);
        assertThat(timeouts.get(1)).isBetween(1L, 2976L);
        assertThat(timeouts.get(2)).isBetween(1L, timeouts.get(1) - 124);
    }

    private static long timeout(InboundMessage message) {
        return Long.parseLong(Objects.requireNonNull(message.header("Stubject-Timeout-Ms")));
    }

    @Test
    void inAnOutageRetriesHardlyAddToTheLoad() throws Exception {
        serve(host().intercept(call -> {
                    throw new RpcException(Code.UNAVAILABLE, "no");
                })
                .add(TestService.of(greeting(name -> name))));
        BlockingQueue<InboundMessage> sent = listen("greeter.greet");
        RpcClient client = client();
        List<CompletableFuture<HelloReply>> calls = java.util.stream.IntStream.range(0, 500)
                .mapToObj(i -> client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT))
                .toList();

        await().until(() -> calls.stream().allMatch(CompletableFuture::isDone));

        await().untilAsserted(() -> assertThat(sent).hasSize(600));
        assertThat(client.outstanding()).isZero();
    }
}
