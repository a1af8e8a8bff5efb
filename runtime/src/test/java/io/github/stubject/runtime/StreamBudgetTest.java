package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.RECORD;
import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.StreamService.Streams;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All streams of a connection, fast, slow and stalled ones with small and large messages, share what may be under way. */
class StreamBudgetTest extends StreamHarness {
    private static final int KIB = 1024;
    private static final long BUDGET = 32L * KIB * KIB;

    /** What a stream gets at least, and so more than there is when there are many. */
    private static final int LEAST = KIB;

    private static final int SMALL = 100;
    private static final int MEDIUM = 2000;
    private static final int LARGE = 20_000;

    private static final int STALLED = 60;
    private static final int OTHERS = 20;

    private final Held held = new Held();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(Threads.daemons("budget"));

    /** What was made and is not taken yet: it is on its way, or waits at one of its ends. */
    private static final class Held {
        private final AtomicLong now = new AtomicLong();
        private final AtomicLong most = new AtomicLong();

        void made(int bytes) {
            most.accumulateAndGet(now.addAndGet(bytes), Math::max);
        }

        void taken(int bytes) {
            now.addAndGet(-bytes);
        }

        /** Waits until those that can be made have been made. */
        void awaitStandstill() {
            AtomicLong before = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(200))
                    .until(() -> now.get() > 0 && before.getAndSet(now.get()) == now.get());
        }

        /**
         * One message of each stream may go beyond its part, and each has made another one that waits to be sent.
         *
         * @param beyond the sizes of the messages of all streams
         */
        void wasNeverMoreThanTheBudget(int beyond, int streams) {
            long limit = BUDGET + 2L * beyond + (long) LEAST * streams;
            System.out.println("[streams] of a budget of " + BUDGET / KIB + " KiB at most " + most.get() / KIB
                    + " KiB were under way in " + streams + " streams, allowed " + limit / KIB + " KiB");
            assertThat(most.get()).isBetween(BUDGET * 3 / 4, limit);
        }
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        threads.shutdownNow();
    }

    private static String filling(int bytes) {
        return "x".repeat(bytes);
    }

    /** Messages as "number size" asks for. */
    private Stream<HelloReply> answers(HelloRequest request) {
        String[] parts = request.getName().split(" ", -1);
        int size = Integer.parseInt(parts[1]);
        HelloReply answer = reply(filling(size));
        return Stream.generate(() -> {
                    held.made(size);
                    return answer;
                })
                .limit(Long.parseLong(parts[0]));
    }

    private RpcStream<HelloReply> watch(RpcClient client, long count, int size) {
        return client.serverStreaming(WATCH, hello(count + " " + size), CallOptions.DEFAULT);
    }

    private CompletableFuture<Long> taking(RpcStream<HelloReply> answers, int size, long pauseMillis) {
        return CompletableFuture.supplyAsync(
                () -> answers.peek(answer -> {
                            pause(pauseMillis);
                            held.taken(size);
                        })
                        .map(HelloReply::getText)
                        .filter(text -> text.length() == size)
                        .count(),
                threads);
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void allAre(List<CompletableFuture<Long>> counts, long expected) {
        assertThat(counts)
                .hasSize(OTHERS)
                .allSatisfy(count ->
                        assertThat(count).succeedsWithin(Duration.ofSeconds(40)).isEqualTo(expected));
    }

    private static <T> List<T> times(int count, Supplier<T> supplier) {
        return IntStream.range(0, count).mapToObj(i -> supplier.get()).toList();
    }

    @Test
    void answersStayInTheBudgetOfTheirClientAndNobodyStarves() {
        ServiceHost host = serve(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                return answers(request);
            }
        }));
        RpcClient client = client();

        // They take all that there is.
        List<RpcStream<HelloReply>> stalled = times(STALLED, () -> watch(client, Long.MAX_VALUE, LARGE));
        held.awaitStandstill();
        List<CompletableFuture<Long>> small = times(OTHERS, () -> taking(watch(client, 2000, SMALL), SMALL, 0));
        List<CompletableFuture<Long>> large = times(OTHERS, () -> taking(watch(client, 100, LARGE), LARGE, 0));
        List<CompletableFuture<Long>> slow = times(OTHERS, () -> taking(watch(client, 40, MEDIUM), MEDIUM, 10));

        allAre(small, 2000);
        allAre(large, 100);
        allAre(slow, 40);
        // Who was stalled goes on, beyond what was held for it.
        List<Iterator<HelloReply>> resumed =
                stalled.stream().map(RpcStream::iterator).toList();
        for (int i = 0; i < 100; i++) {
            resumed.forEach(answers -> {
                assertThat(answers.next().getText()).hasSize(LARGE);
                held.taken(LARGE);
            });
        }
        held.wasNeverMoreThanTheBudget(STALLED * LARGE + OTHERS * (SMALL + LARGE + MEDIUM), STALLED + 3 * OTHERS);
        stalled.forEach(RpcStream::close);
        awaitNothingLeft(host, client);
    }

    private Stream<HelloRequest> requests(long count, int size) {
        HelloRequest request = hello(filling(size));
        return Stream.generate(() -> {
                    held.made(size);
                    return request;
                })
                .limit(count);
    }

    private CompletableFuture<Long> sending(RpcClient client, long count, int size) {
        return CompletableFuture.supplyAsync(
                () -> Long.parseLong(client.clientStreaming(RECORD, requests(count, size), CallOptions.DEFAULT)
                        .getText()),
                threads);
    }

    private void awaitGoOn() {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void requestsStayInTheBudgetOfTheirHostAndNobodyStarves() {
        AtomicLong begun = new AtomicLong();
        ServiceHost host = serve(StreamService.of(new Streams() {
            @Override
            public HelloReply record(Stream<HelloRequest> requests) {
                if (begun.incrementAndGet() <= STALLED) {
                    awaitGoOn();
                }
                return reply(""
                        + requests.peek(request -> held.taken(request.getName().length()))
                                .count());
            }
        }));
        RpcClient client = client();

        List<CompletableFuture<Long>> stalled = new ArrayList<>(times(STALLED, () -> sending(client, 200, LARGE)));
        await().until(() -> begun.get() == STALLED);
        held.awaitStandstill();
        List<CompletableFuture<Long>> small = times(OTHERS, () -> sending(client, 2000, SMALL));
        List<CompletableFuture<Long>> large = times(OTHERS, () -> sending(client, 100, LARGE));

        allAre(small, 2000);
        allAre(large, 100);
        assertThat(stalled).noneMatch(CompletableFuture::isDone);
        goOn.countDown();
        assertThat(stalled)
                .allSatisfy(count ->
                        assertThat(count).succeedsWithin(Duration.ofSeconds(40)).isEqualTo(200L));
        held.wasNeverMoreThanTheBudget(STALLED * LARGE + OTHERS * (SMALL + LARGE), STALLED + 2 * OTHERS);
        awaitNothingLeft(host, client);
    }
}
