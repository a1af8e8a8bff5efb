package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.RECORD;
import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.StreamService.Streams;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams at their hosts: where they are served, how many, until when, and how they are counted. */
class StreamPlacesTest extends StreamHarness {
    private static final CallOptions ONCE = CallOptions.DEFAULT.withoutRetries();

    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void endAllStreams() {
        release.countDown();
    }

    /** One message at once, and another when the test says so. */
    private Streams two(String name) {
        return new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                return Stream.of(name, "last").map(text -> {
                    if (text.equals("last")) {
                        awaitRelease();
                    }
                    return reply(text);
                });
            }
        };
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RpcStream<HelloReply> watch(RpcClient client, CallOptions options) {
        return client.serverStreaming(WATCH, hello("x"), options);
    }

    private static RpcException refusal(RpcClient client) {
        return catchThrowableOfType(RpcException.class, () -> watch(client, ONCE));
    }

    @Test
    void streamsBeyondTheLimitAreRefusedAndNotRun() {
        ServiceHost host = serve(host().maxStreams(1).add(StreamService.of(two("a"))));
        RpcClient client = client();

        try (RpcStream<HelloReply> open = watch(client, ONCE)) {
            assertThat(open.iterator().next().getText()).isEqualTo("a");
            RpcException refusal = refusal(client);

            assertThat(refusal.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
            assertThat(refusal.delivery()).isEqualTo(Delivery.NOT_RUN);
            assertThat(stats(host).rejected()).isEqualTo(1);
        }
        awaitNothingLeft(host, client);
    }

    @Test
    void openStreamsDoNotTakeThePlacesOfCalls() {
        serve(host().maxInFlight(1)
                .maxStreams(2)
                .add(StreamService.of(two("a")))
                .add(TestService.of(greeting(name -> "hello " + name))));
        RpcClient client = client();

        try (RpcStream<HelloReply> one = watch(client, ONCE);
                RpcStream<HelloReply> two = watch(client, ONCE)) {
            assertThat(one.iterator().next()).isEqualTo(two.iterator().next());
            assertThat(greet(client, "x")).isEqualTo("hello x");
        }
    }

    @Test
    void theyAreServedBehindAPrefix() {
        release.countDown();
        serve(host().prefix("staging").add(StreamService.of(two("a"))));
        RpcClient client = open(RpcClient.builder(connect()).prefix("staging"));

        assertThat(watch(client, ONCE).map(HelloReply::getText)).containsExactly("a", "last");
    }

    @Test
    void aChosenInstanceServesThem() {
        release.countDown();
        ServiceHost a = serve(StreamService.of(two("a")));
        ServiceHost b = serve(StreamService.of(two("b")));
        RpcClient client = client();

        for (int i = 0; i < 5; i++) {
            assertThat(watch(client, ONCE.withInstance(a.instance())).map(HelloReply::getText))
                    .startsWith("a");
            assertThat(watch(client, ONCE.withInstance(b.instance())).map(HelloReply::getText))
                    .startsWith("b");
        }
    }

    @Test
    void anOpeningThatFoundNobodyIsTriedAgain() {
        release.countDown();
        List<Integer> attempts = new CopyOnWriteArrayList<>();
        RpcClient client = open(RpcClient.builder(connect()).intercept(call -> new CallListener() {
            @Override
            public void retry(int attempt, RpcException failure) {
                attempts.add(attempt);
                ServiceHost unused = serve(StreamService.of(two("late")));
            }
        }));

        assertThat(watch(client, CallOptions.DEFAULT).map(HelloReply::getText)).containsExactly("late", "last");
        assertThat(attempts).containsExactly(2);
    }

    @Test
    void anOpenStreamGoesOnWhileItsHostDrains() throws Exception {
        ServiceHost host = serve(host().drainTimeout(Duration.ofSeconds(20)).add(StreamService.of(two("a"))));
        RpcClient client = client();
        RpcStream<HelloReply> open = watch(client, ONCE);
        var messages = open.iterator();
        assertThat(messages.next().getText()).isEqualTo("a");

        CompletableFuture<Void> closing = CompletableFuture.runAsync(host::close);
        await().until(() -> refusal(client).code() == Code.UNAVAILABLE);
        assertThat(closing).isNotDone();
        release.countDown();

        assertThat(messages.next().getText()).isEqualTo("last");
        assertThat(messages.hasNext()).isFalse();
        assertThat(closing).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void aStreamThatOutlastsTheDrainIsToldSo() {
        ServiceHost host = serve(host().drainTimeout(Duration.ofMillis(200)).add(StreamService.of(two("a"))));
        RpcStream<HelloReply> open = watch(client(), ONCE);
        var messages = open.iterator();
        assertThat(messages.next().getText()).isEqualTo("a");

        host.close();

        RpcException told = catchThrowableOfType(RpcException.class, messages::hasNext);
        assertThat(told.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(told.text()).contains("shutting down");
    }

    @Test
    void messagesThatTheServerWouldNotTakeEndTheStreamOnTheSideThatSendsThem() {
        String large = "x".repeat(1_100_000);
        ServiceHost host = serve(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                return Stream.of("small", large).map(TestService::reply);
            }

            @Override
            public HelloReply record(Stream<HelloRequest> requests) {
                return reply("" + requests.count());
            }
        }));
        RpcClient client = client();

        RpcException answer = catchThrowableOfType(
                RpcException.class, () -> watch(client, ONCE).forEach(message -> {}));
        RpcException request = catchThrowableOfType(
                RpcException.class,
                () -> client.clientStreaming(RECORD, Stream.of("small", large).map(TestService::hello), ONCE));

        assertThat(answer.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(answer.text()).contains("1048576");
        assertThat(request.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(request.text()).contains("1048576");
        awaitNothingLeft(host, client);
    }

    @Test
    void theyAreCountedWhenTheyHaveEnded() {
        ServiceHost host = serve(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                if (request.getName().equals("x")) {
                    return Stream.of(reply("a"));
                }
                throw new RpcException(Code.NOT_FOUND, "no such feed");
            }
        }));
        RpcClient client = client();

        assertThat(watch(client, ONCE).count()).isEqualTo(1);
        RpcException unused =
                catchThrowableOfType(RpcException.class, () -> client.serverStreaming(WATCH, hello("y"), ONCE));

        awaitNothingLeft(host, client);
        MethodStats stats = stats(host);
        assertThat(stats.requests()).isEqualTo(2);
        assertThat(stats.errors()).isEqualTo(1);
        assertThat(stats.lastError()).isEqualTo("404:no such feed");
        assertThat(stats.processingTime()).isPositive();
    }

    private static MethodStats stats(ServiceHost host) {
        return Objects.requireNonNull(host.stats().get(WATCH));
    }
}
