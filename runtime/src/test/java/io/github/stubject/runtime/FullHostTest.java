package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.SURVEY;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.TestService.Greeter;
import io.github.stubject.runtime.internal.transport.Transport;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Hosts that have as much to do as they may, or more. */
class FullHostTest extends CallHarness {
    private static final CallOptions PATIENT =
            CallOptions.DEFAULT.withoutRetries().withTimeout(Duration.ofSeconds(50));

    private static MethodStats stats(ServiceHost host) {
        return Objects.requireNonNull(host.stats().get(GREET));
    }

    @Test
    void aMethodHasALimitOfItsOwn() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        serve(host().maxInFlight(GREET, 1).add(TestService.of(new Greeter() {
            @Override
            public HelloReply greet(HelloRequest request) {
                begun.countDown();
                waitFor(release);
                return reply("greeted");
            }

            @Override
            public HelloReply survey(HelloRequest request) {
                return reply("surveyed");
            }
        })));
        RpcClient client = client();
        CompletableFuture<HelloReply> first = client.unaryAsync(GREET, hello("x"), PATIENT);
        waitFor(begun); // Calls may overtake each other where messages are handed to an executor.

        RpcException failure = failure(client, PATIENT);

        assertThat(failure.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(client.unary(SURVEY, hello("x"), PATIENT).getText()).isEqualTo("surveyed");
        assertThat(first).isNotDone();
        release.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS).getText()).isEqualTo("greeted");
    }

    @Test
    void aHostThatIsFullStopsNeitherAnotherMethodNorTheRepliesOnItsConnection() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Transport shared = connect();
        serve(ServiceHost.builder(shared).maxInFlight(300).add(TestService.of(new Greeter() {
            @Override
            public HelloReply greet(HelloRequest request) {
                waitFor(release);
                return reply("greeted");
            }

            @Override
            public HelloReply survey(HelloRequest request) {
                return reply("surveyed");
            }
        })));
        serve(host().prefix("elsewhere").add(TestService.of(greeting(name -> name))));
        RpcClient client = client();
        RpcClient onTheSame = open(RpcClient.builder(shared).prefix("elsewhere"));
        List<CompletableFuture<HelloReply>> calls = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            calls.add(client.unaryAsync(GREET, hello("x"), PATIENT));
        }
        // All but the other method's own places are taken.
        await().until(() -> calls.stream().filter(CompletableFuture::isDone).count() == 37);

        for (int i = 0; i < 20; i++) {
            assertThat(client.unary(SURVEY, hello("x"), PATIENT).getText()).isEqualTo("surveyed");
            assertThat(greet(onTheSame, "elsewhere")).isEqualTo("elsewhere");
        }

        release.countDown();
        await().until(() -> calls.stream().allMatch(CompletableFuture::isDone));
        assertThat(calls.stream().filter(call -> !call.isCompletedExceptionally()))
                .hasSize(263);
    }

    @Test
    void noPlaceIsLostWhateverBecomesOfCalls() throws Exception {
        int limit = 64;
        AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
        AtomicInteger held = new AtomicInteger();
        ServiceHost host = serve(host().maxInFlight(limit)
                .intercept(call -> {
                    if ("refuse".equals(call.headers().get("do"))) {
                        throw new RpcException(Code.PERMISSION_DENIED, "no");
                    }
                    return CallListener.NONE;
                })
                .add(TestService.of(greeting(name -> handle(name, gate, held)))));
        RpcClient client = client();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Transport raw = connect();
        List<CompletableFuture<HelloReply>> calls = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            CallOptions options = PATIENT.withTimeout(Duration.ofMillis(1 + random.nextInt(30)));
            String[] what = {"answer", "fail", "error", "sleep", "large"};
            CompletableFuture<HelloReply> call = client.unaryAsync(
                    GREET,
                    hello(what[random.nextInt(what.length)]),
                    random.nextInt(10) == 0 ? options.withHeader("do", "refuse") : options);
            calls.add(call);
            switch (random.nextInt(6)) {
                case 0 -> call.cancel(true);
                case 1 -> raw.publish("greeter.greet", "no.where", null, new byte[] {-1});
                case 2 ->
                    raw.publish(
                            "greeter.greet", "no.where", new Headers().put("Stubject-Timeout-Ms", "0"), new byte[0]);
                case 3 -> calls.get(random.nextInt(calls.size())).cancel(true);
                default -> {
                    // It ends as it will.
                }
            }
        }
        await().until(() -> calls.stream().allMatch(CompletableFuture::isDone));
        assertThat(client.outstanding()).as("seed " + seed).isZero();

        // As many as before may be in flight, and not one more.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(accepted(client, gate, held, limit))
                        .as("seed " + seed)
                        .isEqualTo(limit));
        assertThat(stats(host).cancelled()).isPositive();
    }

    private static String handle(String name, AtomicReference<CountDownLatch> gate, AtomicInteger held) {
        switch (name) {
            case "hold" -> {
                held.incrementAndGet();
                waitFor(Objects.requireNonNull(gate.get()));
            }
            case "fail" -> throw new RpcException(Code.NOT_FOUND, "no");
            case "error" -> throw new StackOverflowError();
            case "large" -> {
                return "x".repeat(1_100_000);
            }
            case "sleep" -> {
                try {
                    Thread.sleep(5);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            default -> {
                return name;
            }
        }
        return name;
    }

    /** How many of more calls than may be in flight are. */
    private static int accepted(RpcClient client, AtomicReference<CountDownLatch> gate, AtomicInteger held, int limit) {
        CountDownLatch release = new CountDownLatch(1);
        gate.set(release);
        held.set(0);
        List<CompletableFuture<HelloReply>> calls = new ArrayList<>();
        try {
            for (int i = 0; i < limit + 20; i++) {
                calls.add(client.unaryAsync(GREET, hello("hold"), PATIENT));
            }
            await().until(() -> held.get()
                            + calls.stream().filter(CompletableFuture::isDone).count()
                    == calls.size());
            return held.get();
        } finally {
            release.countDown();
        }
    }

    @Test
    void atTwiceWhatAHostCanDoHalfIsRefusedAtOnceAndTheOtherHalfServedAsEver() throws Exception {
        int limit = 50;
        int workMillis = 50; // so that it can do 1,000 a second
        int seconds = 3;
        ServiceHost host = serve(host().maxInFlight(limit).add(TestService.of(greeting(name -> {
            try {
                Thread.sleep(workMillis);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return name;
        }))));
        RpcClient client = client();
        List<Double> served = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Double> refused = java.util.Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<?>> calls = java.util.Collections.synchronizedList(new ArrayList<>());
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            // Twenty every 10 ms: 2,000 a second.
            var unused = clock.scheduleAtFixedRate(
                    () -> {
                        for (int i = 0; i < 20; i++) {
                            long start = System.nanoTime();
                            calls.add(client.unaryAsync(GREET, hello("x"), PATIENT)
                                    .handle((answer, error) ->
                                            (error == null ? served : refused).add((System.nanoTime() - start) / 1e6)));
                        }
                    },
                    0,
                    10,
                    TimeUnit.MILLISECONDS);
            await().atMost(Duration.ofSeconds(30)).until(() -> calls.size() >= seconds * 2000);
        } finally {
            clock.shutdown();
            assertThat(clock.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        await().until(() -> served.size() + refused.size() == calls.size());

        System.out.printf(
                "%s: at twice the limit of %d in flight (%d ms each) for %d s: %d calls, %d served (p50 %.1f ms, p99 %.1f ms),"
                        + " %d refused (p50 %.1f ms, p99 %.1f ms)%n",
                over,
                limit,
                workMillis,
                seconds,
                calls.size(),
                served.size(),
                quantile(served, 0.5),
                quantile(served, 0.99),
                refused.size(),
                quantile(refused, 0.5),
                quantile(refused, 0.99));
        // How long either took is printed, and not asserted: the machine may have much else to do.
        assertThat(served.size()).isGreaterThanOrEqualTo(limit);
        assertThat(refused).isNotEmpty();
        assertThat(stats(host).rejected()).isEqualTo(refused.size());
    }

    private static double quantile(List<Double> millis, double share) {
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) ((sorted.size() - 1) * share));
    }
}
