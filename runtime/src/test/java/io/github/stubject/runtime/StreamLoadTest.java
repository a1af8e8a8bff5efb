package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.CHAT;
import static io.github.stubject.runtime.StreamService.RECORD;
import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.StreamService.Streams;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import io.nats.client.Connection;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What streams cost while they are long, slow, many, or large: over a real server, on one connection for each side. */
@Timeout(120)
class StreamLoadTest {
    private static final int MANY = 600_000;
    private static final long KIB = 1024;

    /** Far more than a window holds. */
    private static final long MOST_GROWTH = 16 * KIB * KIB;

    /** What may be ahead of a consumer: a window, and what is on its way into it. */
    private static final long MOST_AHEAD = 17_000;

    private final AtomicLong made = new AtomicLong();
    private final AtomicInteger slow = new AtomicInteger();
    private NatsServer server;
    private Connection service;
    private Connection caller;
    private ServiceHost host;
    private RpcClient client;

    private final class Endless implements Streams {
        @Override
        public Stream<HelloReply> watch(HelloRequest request) {
            String[] parts = request.getName().split(" ", -1);
            String filling = "x".repeat(Integer.parseInt(parts[1]));
            LongStream numbers = switch (parts[0]) {
                case "flatMap" ->
                    LongStream.iterate(0, i -> i + 1).flatMap(i -> LongStream.range(i * MANY, (i + 1) * MANY));
                case "parallel" -> LongStream.iterate(0, i -> i + 1).parallel();
                default -> LongStream.iterate(0, i -> i + 1);
            };
            return numbers.mapToObj(i -> {
                made.incrementAndGet();
                return reply(i + "-" + filling);
            });
        }

        @Override
        public HelloReply record(Stream<HelloRequest> requests) {
            return reply("" + requests.count());
        }

        @Override
        public Stream<HelloReply> chat(Stream<HelloRequest> requests) {
            return requests.map(request -> reply(request.getName()));
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = NatsServer.start();
        service = connect();
        caller = connect();
        host = ServiceHost.builder(service)
                .add(StreamService.of(new Endless()))
                .add(TestService.of(greeting(name -> name)))
                .drainTimeout(Duration.ofSeconds(1))
                .start();
        client = RpcClient.builder(caller).build();
    }

    private Connection connect() throws Exception {
        return Nats.connect(new Options.Builder()
                .server(server.url())
                .errorListener(new ErrorListener() {
                    @Override
                    public void slowConsumerDetected(Connection connection, Consumer consumer) {
                        slow.incrementAndGet();
                    }
                })
                .build());
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        host.close();
        caller.close();
        service.close();
        server.close();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Takes its first measure early, and then sees how much more there is. */
    private static final class Growth {
        private final String name;
        private long seen;
        private long first;
        private long most;

        private Growth(String name) {
            this.name = name;
        }

        void count() {
            seen++;
            if (seen == MANY / 10) {
                first = heap();
            } else if (seen % (MANY / 3) == 0) {
                most = Math.max(most, heap());
            }
        }

        void isSmall() {
            System.out.println("[streams] " + name + ": heap after " + MANY / 10 + " messages " + first / KIB
                    + " KiB, later at most " + most / KIB + " KiB");
            assertThat(seen).isEqualTo(MANY);
            assertThat(most - first).isLessThan(MOST_GROWTH);
        }
    }

    private static Stream<HelloRequest> requests(Growth growth) {
        return LongStream.range(0, MANY).mapToObj(i -> {
            growth.count();
            return hello("" + i);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"infinite", "flatMap", "parallel"})
    void memoryStaysFlatOverManyAnswers(String kind) {
        Growth growth = new Growth(kind);
        try (RpcStream<HelloReply> answers = client.serverStreaming(WATCH, hello(kind + " 1"), CallOptions.DEFAULT)) {
            Iterator<HelloReply> iterator = answers.iterator();
            for (int i = 0; i < MANY; i++) {
                HelloReply answer = iterator.next();
                assertThat(answer.getText().startsWith(i + "-")).isTrue();
                growth.count();
            }
        }
        growth.isSmall();
    }

    @Test
    void memoryStaysFlatOverManyRequests() {
        Growth growth = new Growth("requests");

        assertThat(client.clientStreaming(RECORD, requests(growth), CallOptions.DEFAULT)
                        .getText())
                .isEqualTo("" + MANY);

        growth.isSmall();
    }

    @Test
    void memoryStaysFlatOverManyMessagesBothWays() {
        Growth growth = new Growth("both ways");
        client.bidiStreaming(CHAT, requests(new Growth("")), CallOptions.DEFAULT)
                .forEach(answer -> growth.count());
        growth.isSmall();
    }

    @ParameterizedTest
    @ValueSource(strings = {"infinite", "flatMap", "parallel"})
    void aConsumerThatStopsStopsTheProducer(String kind) throws Exception {
        try (RpcStream<HelloReply> answers = client.serverStreaming(WATCH, hello(kind + " 1"), CallOptions.DEFAULT)) {
            Iterator<HelloReply> iterator = answers.iterator();
            for (int i = 0; i < 10_000; i++) {
                HelloReply unused = iterator.next();
            }
            awaitStandstill();
            assertThat(made.get()).isBetween(10_000L, 10_000 + MOST_AHEAD);
        }
    }

    private void awaitStandstill() {
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(300)).until(() -> before.getAndSet(made.get()) == made.get());
    }

    @Test
    void slowStreamsDoNotDelayCallsAndOtherStreamsOfTheSameConnection() {
        List<RpcStream<HelloReply>> stalled = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            stalled.add(client.serverStreaming(WATCH, hello("infinite 1000"), CallOptions.DEFAULT));
        }
        awaitStandstill();

        for (int i = 0; i < 200; i++) {
            assertThat(client.unary(GREET, hello("" + i), CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(2)))
                            .getText())
                    .isEqualTo("" + i);
        }
        assertThat(client.serverStreaming(WATCH, hello("infinite 1000"), CallOptions.DEFAULT)
                        .limit(20_000)
                        .count())
                .isEqualTo(20_000);
        stalled.forEach(RpcStream::close);
    }

    /** Of 20 MB each they would fill jnats's queues many times. */
    @Test
    void hundredsOfStalledStreamsOfLargeMessagesLoseNothing() {
        List<Iterator<HelloReply>> stalled = new ArrayList<>();
        List<RpcStream<HelloReply>> opened = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            RpcStream<HelloReply> stream = client.serverStreaming(WATCH, hello("infinite 200000"), CallOptions.DEFAULT);
            opened.add(stream);
            stalled.add(stream.iterator());
        }
        awaitStandstill();
        long ahead = made.get();
        assertThat(greeted()).isEqualTo("hello");

        for (int message = 0; message < 20; message++) {
            for (Iterator<HelloReply> stream : stalled) {
                assertThat(stream.next().getText().startsWith(message + "-")).isTrue();
            }
        }
        System.out.println("[streams] 300 stalled streams of 200 kB messages: " + ahead + " messages ahead");
        assertThat(ahead * 200_000).isLessThan(200L * KIB * KIB);
        assertThat(slow).hasValue(0);
        opened.forEach(RpcStream::close);
        StreamLossTest.nothingStays(new ServiceHost[] {host}, new RpcClient[] {client});
    }

    private String greeted() {
        return client.unary(GREET, hello("hello"), CallOptions.DEFAULT).getText();
    }

    @Test
    void streamsOverAServerThatTakesSmallMessagesOnlyArePackedForIt() throws Exception {
        try (NatsServer small = NatsServer.start("max_payload: 4096");
                Connection one = Nats.connect(small.url());
                Connection other = Nats.connect(small.url());
                ServiceHost there = ServiceHost.builder(one)
                        .add(StreamService.of(new Endless()))
                        .start();
                RpcClient here = RpcClient.builder(other).build()) {
            assertThat(here.serverStreaming(WATCH, hello("infinite 100"), CallOptions.DEFAULT)
                            .limit(50_000)
                            .count())
                    .isEqualTo(50_000);
            assertThat(here.clientStreaming(
                                    RECORD,
                                    LongStream.range(0, 50_000).mapToObj(i -> hello("" + i)),
                                    CallOptions.DEFAULT)
                            .getText())
                    .isEqualTo("50000");
            assertThat(there.instance()).isNotEmpty();
        }
    }
}
