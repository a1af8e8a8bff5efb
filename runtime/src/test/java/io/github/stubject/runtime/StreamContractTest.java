package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.CHAT;
import static io.github.stubject.runtime.StreamService.RECORD;
import static io.github.stubject.runtime.StreamService.WATCH;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation promises of streams in their ordinary life. */
class StreamContractTest extends StreamHarness {
    /** What may be on its way to a client at most, and a little that is in the making. */
    private static final int MOST_AHEAD = 16 * 1024 + 64;

    private final AtomicInteger called = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicLong made = new AtomicLong();

    private ServiceHost watching(Function<HelloRequest, Stream<HelloReply>> method) {
        return serve(host().beat(BEAT).add(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                called.incrementAndGet();
                return method.apply(request).onClose(closed::incrementAndGet);
            }
        })));
    }

    private RpcStream<HelloReply> watch(RpcClient client) {
        return client.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT);
    }

    private Stream<HelloReply> endless() {
        return Stream.generate(() -> reply("" + made.getAndIncrement()));
    }

    @Test
    void aBlockingCallIsMadeAtOnce() {
        watching(request -> endless());

        try (RpcStream<HelloReply> unread = watch(client())) {
            assertThat(called).hasValue(1);
            assertThat(unread.isParallel()).isFalse();
        }
    }

    @Test
    void aPublisherMakesACallForEachSubscription() {
        watching(request -> Stream.of(reply("a")));
        var publisher = client().serverStreamingAsync(WATCH, hello("x"), CallOptions.DEFAULT);
        assertThat(called).as("cold").hasValue(0);

        for (int i = 1; i <= 3; i++) {
            Taker<HelloReply> taker = new Taker<>(1);
            publisher.subscribe(taker);
            waitFor(taker.end);
            assertThat(taker.seen).containsExactly(reply("a"));
            assertThat(called).hasValue(i);
        }
    }

    /** Each of these finds its end early, or throws; what is left of the stream is cancelled all the same. */
    @Test
    void terminalOperationsOfDerivedStreamsCloseTheCall() {
        ServiceHost host = watching(request -> endless());
        RpcClient client = client();
        List<Function<RpcStream<HelloReply>, Object>> operations = List.of(
                RpcStream::findFirst,
                RpcStream::findAny,
                feed -> feed.anyMatch(message -> true),
                feed -> feed.allMatch(message -> false),
                feed -> feed.noneMatch(message -> true),
                feed -> feed.limit(3).count(),
                feed -> feed.filter(message -> true).findFirst(),
                feed -> feed.map(HelloReply::getText).limit(2).toList(),
                feed -> feed.flatMap(message -> Stream.of(message, message)).findFirst(),
                feed -> feed.mapMulti((message, next) -> next.accept(message)).findFirst(),
                feed -> feed.skip(2).peek(message -> {}).limit(2).toArray(),
                feed -> feed.takeWhile(message -> !message.getText().endsWith("5"))
                        .toList(),
                feed -> feed.dropWhile(message -> false).findFirst(),
                feed -> feed.distinct().findFirst(),
                feed -> feed.sequential().unordered().findFirst(),
                feed -> feed.mapToInt(HelloReply::getSerializedSize).findFirst(),
                feed -> feed.mapToLong(HelloReply::getSerializedSize).limit(2).sum(),
                feed -> feed.mapToDouble(HelloReply::getSerializedSize).findFirst(),
                feed -> feed.flatMapToInt(message -> IntStream.of(1)).findFirst(),
                feed -> feed.map(HelloReply::getText)
                        .mapToInt(String::length)
                        .limit(2)
                        .max());

        for (int i = 0; i < operations.size(); i++) {
            RpcStream<HelloReply> feed = watch(client);
            assertThat(operations.get(i).apply(feed)).isNotNull();
            int number = i;
            await().untilAsserted(
                            () -> assertThat(closed).as("operation " + number).hasValue(number + 1));
        }
        awaitNothingLeft(host, client);
    }

    @Test
    void parallelDoesNotSplit() {
        watching(request -> endless());
        Set<Thread> threads = ConcurrentHashMap.newKeySet();

        List<String> texts = watch(client())
                .parallel()
                .peek(message -> threads.add(Thread.currentThread()))
                .map(HelloReply::getText)
                .limit(5000)
                .toList();

        assertThat(texts)
                .isEqualTo(IntStream.range(0, 5000).mapToObj(i -> "" + i).toList());
        assertThat(threads).hasSize(1);
    }

    /** However the implementation has made its stream, it is not pulled further ahead than the client allows. */
    @Test
    void anImplementationsStreamIsNotPulledAhead() {
        List<Function<HelloRequest, Stream<HelloReply>>> shapes = List.of(
                request -> endless(),
                request -> Stream.of(1).flatMap(one -> endless()),
                request -> Stream.generate(() -> 1)
                        .flatMap(one -> Stream.of(1, 2).map(two -> {
                            made.incrementAndGet();
                            return reply("x");
                        })),
                request -> endless().parallel(),
                request -> Stream.iterate(0L, i -> i + 1).parallel().map(i -> {
                    made.incrementAndGet();
                    return reply("x");
                }));
        for (Function<HelloRequest, Stream<HelloReply>> shape : shapes) {
            made.set(0);
            ServiceHost host = watching(shape);
            try (RpcStream<HelloReply> feed = watch(client())) {
                var replies = feed.iterator();
                for (int i = 0; i < 10; i++) {
                    replies.next();
                }
                AtomicLong before = new AtomicLong(-1);
                await().pollInterval(Duration.ofMillis(100))
                        .until(() -> made.get() >= 10 && before.getAndSet(made.get()) == made.get());
                assertThat(made.get()).isLessThanOrEqualTo(MOST_AHEAD);
            }
            awaitNothingLeft(host);
            host.close();
        }
        assertThat(closed).hasValue(shapes.size());
    }

    @Test
    void anImplementationIsStoppedThatIgnoresTheEnd() {
        CountDownLatch interrupted = new CountDownLatch(1);
        ServiceHost host = watching(request -> Stream.generate(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw new IllegalStateException("stopped", e);
            }
            return reply("x");
        }));

        watch(client()).close();

        waitFor(interrupted);
        awaitNothingLeft(host);
        assertThat(closed).hasValue(1);
    }

    @Test
    void anImplementationThatInterruptsItselfDoesNotEndWell() {
        watching(request -> Stream.generate(() -> {
            Thread.currentThread().interrupt();
            return reply("x");
        }));

        RpcException failure =
                catchThrowableOfType(RpcException.class, () -> watch(client()).forEach(message -> {}));

        assertThat(failure.code()).isEqualTo(Code.INTERNAL);
    }

    @Test
    void anImplementationThatReturnsNullIsAnError() {
        serve(StreamService.of(new Streams() {
            @Override
            @SuppressWarnings("NullAway") // it is wrong
            public Stream<HelloReply> watch(HelloRequest request) {
                return null;
            }

            @Override
            @SuppressWarnings("NullAway")
            public HelloReply record(Stream<HelloRequest> requests) {
                return null;
            }
        }));
        RpcClient client = client();

        assertThat(catchThrowableOfType(RpcException.class, () -> watch(client)).code())
                .isEqualTo(Code.INTERNAL);
        assertThat(catchThrowableOfType(
                                RpcException.class,
                                () -> client.clientStreaming(RECORD, Stream.empty(), CallOptions.DEFAULT))
                        .code())
                .isEqualTo(Code.INTERNAL);
    }

    @Test
    void whatFailsWhenItIsClosedFailsTheCall() {
        serve(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                return Stream.of(reply("a")).onClose(() -> {
                    throw new RpcException(Code.DATA_LOSS, "not all could be written");
                });
            }
        }));

        RpcException failure =
                catchThrowableOfType(RpcException.class, () -> watch(client()).forEach(message -> {}));

        assertThat(failure.code()).isEqualTo(Code.DATA_LOSS);
    }

    @Test
    void aPipeSendsThroughAConversation() {
        serve(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> chat(Stream<HelloRequest> requests) {
                return requests.limit(1).map(request -> reply(request.getName()));
            }
        }));
        Pipe<HelloRequest> pipe = Pipe.create(4);

        try (RpcStream<HelloReply> replies = client().bidiStreaming(CHAT, pipe.stream(), CallOptions.DEFAULT)) {
            pipe.send(hello("a"));
            assertThat(replies.map(HelloReply::getText).toList()).containsExactly("a");
        }

        RpcException failure = catchThrowableOfType(RpcException.class, () -> {
            while (true) {
                pipe.send(hello("b"));
            }
        });
        assertThat(failure.code()).as("the call has ended well").isEqualTo(Code.CANCELLED);
    }
}
