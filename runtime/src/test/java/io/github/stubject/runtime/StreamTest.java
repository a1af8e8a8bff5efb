package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.CHAT;
import static io.github.stubject.runtime.StreamService.RECORD;
import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.StreamService.Streams;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Streams of the blocking kind, in all four directions. */
class StreamTest extends CallHarness {
    private static Streams counting() {
        return new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                return IntStream.range(0, Integer.parseInt(request.getName())).mapToObj(i -> reply("" + i));
            }

            @Override
            public HelloReply record(Stream<HelloRequest> requests) {
                return reply(requests.map(HelloRequest::getName).collect(Collectors.joining(",")));
            }

            @Override
            public Stream<HelloReply> chat(Stream<HelloRequest> requests) {
                return requests.map(request -> reply("re " + request.getName()));
            }
        };
    }

    private static List<String> texts(Stream<HelloReply> replies) {
        return replies.map(HelloReply::getText).toList();
    }

    @Test
    void aServerStreamComesInOrderAndEnds() {
        ServiceHost host = serve(StreamService.of(counting()));
        RpcClient client = client();

        for (int size : new int[] {0, 1, 2, 10_000, 100_000}) {
            assertThat(texts(client.serverStreaming(WATCH, hello("" + size), CallOptions.DEFAULT)))
                    .isEqualTo(IntStream.range(0, size).mapToObj(i -> "" + i).toList());
        }
        await().untilAsserted(() -> assertThat(host.inFlight()).isZero());
        await().untilAsserted(() -> assertThat(client.outstanding()).isZero());
    }

    @Test
    void aClientStreamIsAnsweredOnce() {
        serve(StreamService.of(counting()));
        Stream<HelloRequest> requests = Stream.of("a", "b", "c").map(TestService::hello);

        assertThat(client().clientStreaming(RECORD, requests, CallOptions.DEFAULT)
                        .getText())
                .isEqualTo("a,b,c");
    }

    @Test
    void largeClientStreamsArrive() {
        serve(StreamService.of(new Streams() {
            @Override
            public HelloReply record(Stream<HelloRequest> requests) {
                return reply("" + requests.count());
            }
        }));
        Stream<HelloRequest> requests = IntStream.range(0, 100_000).mapToObj(i -> hello("" + i));

        assertThat(client().clientStreaming(RECORD, requests, CallOptions.DEFAULT)
                        .getText())
                .isEqualTo("100000");
    }

    @Test
    void aConversationGoesBackAndForth() {
        serve(StreamService.of(counting()));
        RpcClient client = client();

        try (Pipe<HelloRequest> out = Pipe.create(4);
                RpcStream<HelloReply> in = client.bidiStreaming(CHAT, out.stream(), CallOptions.DEFAULT)) {
            var replies = in.iterator();
            for (int i = 0; i < 100; i++) {
                out.send(hello("" + i));
                assertThat(replies.next().getText()).isEqualTo("re " + i);
            }
            out.close();
            assertThat(replies.hasNext()).isFalse();
        }
        await().untilAsserted(() -> assertThat(client.outstanding()).isZero());
    }

    @Test
    void anErrorComesBehindTheMessagesBeforeIt() {
        serve(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                return IntStream.range(0, 10).mapToObj(i -> {
                    if (i == 5) {
                        throw new RpcException(Code.DATA_LOSS, "five\nis 😈")
                                .withHeaders(RpcHeaders.EMPTY.with("a", "b"));
                    }
                    return reply("" + i);
                });
            }
        }));
        List<String> seen = new ArrayList<>();
        RpcStream<HelloReply> feed = client().serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT);

        RpcException failure =
                catchThrowableOfType(RpcException.class, () -> feed.forEach(message -> seen.add(message.getText())));

        assertThat(seen).containsExactly("0", "1", "2", "3", "4");
        assertThat(failure.code()).isEqualTo(Code.DATA_LOSS);
        assertThat(failure.text()).isEqualTo("five\nis 😈");
        assertThat(failure.headers().get("a")).isEqualTo("b");
    }

    @Test
    void anErrorBeforeTheFirstMessageAppearsAtTheCall() {
        serve(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                throw new RpcException(Code.NOT_FOUND, "no such feed");
            }
        }));
        RpcClient client = client();

        RpcException failure = catchThrowableOfType(
                RpcException.class, () -> client.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT));

        assertThat(failure.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(failure.delivery()).isEqualTo(Delivery.RAN);
        assertThat(client.outstanding()).isZero();
    }

    @Test
    void nobodyIsSaidToBeThere() {
        RpcClient client = client();

        RpcException failure = catchThrowableOfType(
                RpcException.class, () -> client.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT));

        assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(client.outstanding()).isZero();
    }

    @Test
    void closingEarlyStopsTheProducerAndRunsItsCleanupOnce() {
        AtomicInteger closed = new AtomicInteger();
        AtomicInteger made = new AtomicInteger();
        ServiceHost host = serve(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                return Stream.generate(() -> reply("" + made.getAndIncrement())).onClose(closed::incrementAndGet);
            }
        }));
        RpcClient client = client();

        try (RpcStream<HelloReply> feed = client.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT)) {
            assertThat(feed.iterator().next().getText()).isEqualTo("0");
        }

        await().untilAsserted(() -> assertThat(closed).hasValue(1));
        await().untilAsserted(() -> assertThat(host.inFlight()).isZero());
        await().untilAsserted(() -> assertThat(client.outstanding()).isZero());
    }

    @Test
    void aConsumerThatDoesNotPullStopsTheProducer() throws Exception {
        AtomicInteger made = new AtomicInteger();
        serve(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                return Stream.generate(() -> reply("" + made.getAndIncrement()));
            }
        }));

        try (RpcStream<HelloReply> feed = client().serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT)) {
            AtomicInteger before = new AtomicInteger(-1);
            await().pollInterval(Duration.ofMillis(300))
                    .until(() -> made.get() > 0 && before.getAndSet(made.get()) == made.get());
            assertThat(made.get()).isLessThanOrEqualTo(16 * 1024 + 1);
            assertThat(feed.limit(20_000).count()).isEqualTo(20_000);
        }
    }

    @Test
    void aPipeGetsTheErrorOfItsCall() {
        CountDownLatch go = new CountDownLatch(1);
        serve(StreamService.of(new Streams() {
            @Override
            public HelloReply record(Stream<HelloRequest> requests) {
                waitFor(go);
                throw new RpcException(Code.PERMISSION_DENIED, "not you");
            }
        }));
        Pipe<HelloRequest> pipe = Pipe.create(1);
        RpcClient client = client();
        var call = java.util.concurrent.CompletableFuture.supplyAsync(
                () -> client.clientStreaming(RECORD, pipe.stream(), CallOptions.DEFAULT));
        pipe.send(hello("a"));
        go.countDown();

        assertThatThrownBy(() -> {
                    while (true) {
                        pipe.send(hello("b"));
                    }
                })
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(Code.PERMISSION_DENIED));
        assertThat(call).failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void aDeadlineEndsAStreamOnBothSides() {
        CountDownLatch stopped = new CountDownLatch(1);
        serve(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                return Stream.generate(() -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        stopped.countDown();
                    }
                    return reply("late");
                });
            }
        }));
        RpcStream<HelloReply> feed =
                client().serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT.withTimeout(Duration.ofMillis(300)));

        RpcException failure = catchThrowableOfType(RpcException.class, feed::count);

        assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        waitFor(stopped);
    }
}
