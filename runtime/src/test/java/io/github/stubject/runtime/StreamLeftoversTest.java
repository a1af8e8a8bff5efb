package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.CHAT;
import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.StreamHarness.Taker;
import io.github.stubject.runtime.StreamService.Streams;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * After streams have ended, in whatever way, everything is as it was before: calls, places, slots, bytes, timers and threads, and
 * the subscriptions that the server counts.
 */
@Timeout(120)
class StreamLeftoversTest {
    private static final int STREAMS = 10;
    private static final Pattern MONITOR = Pattern.compile("http monitor on 127.0.0.1:(\\d+)");
    private static final Pattern SUBSCRIPTIONS = Pattern.compile("\"num_subscriptions\": (\\d+)");

    private final ThreadsOfStreams threads = new ThreadsOfStreams();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private NatsServer server;
    private Connection service;
    private Connection caller;
    private ServiceHost host;
    private RpcClient client;
    /** Those of the server itself. */
    private int subscriptionsOfNobody;

    /** Those that streams have, but for the idle ones of pools. */
    private static final class ThreadsOfStreams {
        private final List<String> before = names();

        private static List<String> names() {
            return Thread.getAllStackTraces().entrySet().stream()
                    .filter(entry -> isOfStreams(entry.getKey().getName(), entry.getValue()))
                    .map(entry -> entry.getKey().getName())
                    .sorted()
                    .toList();
        }

        private static boolean isOfStreams(String name, StackTraceElement[] stack) {
            return name.contains("-frames")
                    || name.startsWith("stubject-host-timer")
                    || Arrays.stream(stack)
                            .map(StackTraceElement::getClassName)
                            .anyMatch(type -> type.equals(ServedStream.class.getName())
                                    || type.equals(StreamingCalls.class.getName())
                                    || type.equals(BlockingMessages.class.getName()));
        }

        void areBack() {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(names()).isEqualTo(before));
        }
    }

    /** Goes on for ever, or fails after ten, or calls on. */
    private final class Endless implements Streams {
        @Override
        public Stream<HelloReply> watch(HelloRequest request) {
            return switch (request.getName()) {
                case "short" -> Stream.of(reply("only"));
                case "fail" -> Stream.iterate(0, i -> i + 1).map(Endless::failingLater);
                // A call inside of a call ends with it.
                case "parent" -> client.serverStreaming(WATCH, hello("endless"), CallOptions.DEFAULT);
                default -> Stream.generate(() -> reply("x"));
            };
        }

        private static HelloReply failingLater(int number) {
            if (number == 10) {
                throw new RpcException(Code.ABORTED, "half way");
            }
            return reply("" + number);
        }

        @Override
        public Stream<HelloReply> chat(Stream<HelloRequest> requests) {
            return requests.map(request -> reply(request.getName()));
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = open(NatsServer.start("http: \"127.0.0.1:-1\""));
        subscriptionsOfNobody = subscriptions();
        service = open(Nats.connect(server.url()));
        caller = open(Nats.connect(server.url()));
        host = open(ServiceHost.builder(service)
                .beat(StreamHarness.BEAT)
                .add(StreamService.of(new Endless()))
                .drainTimeout(Duration.ofMillis(200))
                .start());
        client = open(RpcClient.builder(caller).beat(StreamHarness.BEAT).build());
        caller.flush(Duration.ofSeconds(5));
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    /** How many the server has. */
    private int subscriptions() {
        Matcher port = MONITOR.matcher(server.log());
        assertThat(port.find()).as(server.log()).isTrue();
        URI address = URI.create("http://127.0.0.1:" + port.group(1) + "/subsz");
        try {
            String text = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher count = SUBSCRIPTIONS.matcher(text);
            assertThat(count.find()).as(text).isTrue();
            return Integer.parseInt(count.group(1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private RpcStream<HelloReply> watch(String name) {
        return client.serverStreaming(WATCH, hello(name), CallOptions.DEFAULT);
    }

    private RpcStream<HelloReply> watchBriefly() {
        return client.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT.withTimeout(Duration.ofMillis(300)));
    }

    /** Each opens a stream and ends it. */
    private Map<String, Runnable> waysToEnd() {
        Map<String, Runnable> ways = new LinkedHashMap<>();
        ways.put("to its end", () -> assertThat(watch("short").count()).isEqualTo(1));
        ways.put("closed early", () -> {
            try (RpcStream<HelloReply> feed = watch("x")) {
                assertThat(feed.iterator().next()).isNotNull();
            }
        });
        ways.put("closed unread", () -> watch("x").close());
        ways.put("findFirst", () -> assertThat(watch("x").findFirst()).isPresent());
        ways.put(
                "the consumer throws",
                () -> assertThatThrownBy(() -> watch("x").forEach(message -> {
                            throw new IllegalStateException("enough");
                        }))
                        .hasMessage("enough"));
        ways.put("a conversation that is closed", () -> {
            Pipe<HelloRequest> pipe = Pipe.create(1);
            try (RpcStream<HelloReply> replies = client.bidiStreaming(CHAT, pipe.stream(), CallOptions.DEFAULT)) {
                pipe.send(hello("a"));
                assertThat(replies.iterator().next()).isEqualTo(reply("a"));
            }
        });
        ways.put("the requests fail", () -> {
            Pipe<HelloRequest> pipe = Pipe.create(1);
            RpcStream<HelloReply> replies = client.bidiStreaming(CHAT, pipe.stream(), CallOptions.DEFAULT);
            pipe.fail(new IllegalStateException("no more"));
            assertThat(catchThrowable(replies::count)).isInstanceOf(RpcException.class);
        });
        ways.put("cancelled", () -> {
            Taker<HelloReply> taker = new Taker<>(1);
            client.serverStreamingAsync(WATCH, hello("x"), CallOptions.DEFAULT).subscribe(taker);
            CallHarness.waitFor(taker.first);
            taker.cancel();
        });
        ways.put("the deadline", () -> failsAs(watchBriefly(), Code.DEADLINE_EXCEEDED));
        ways.put("the service fails", () -> failsAs(watch("fail"), Code.ABORTED));
        ways.put("the call that it is made for is cancelled", () -> {
            try (RpcStream<HelloReply> feed = watch("parent")) {
                assertThat(feed.iterator().next()).isNotNull();
            }
        });
        return ways;
    }

    private static void failsAs(RpcStream<HelloReply> feed, Code code) {
        assertThatThrownBy(feed::count)
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void whereHostAndClientStayNothingElseDoes() {
        int before = subscriptions();

        waysToEnd().forEach((name, way) -> {
            CompletableFuture<?>[] together = Stream.generate(
                            () -> CompletableFuture.runAsync(way, Threads.requestSenders()))
                    .limit(STREAMS)
                    .toArray(CompletableFuture<?>[]::new);
            assertThat(CompletableFuture.allOf(together)).as(name).succeedsWithin(Duration.ofSeconds(20));
            StreamHarness.awaitNothingLeft(host, client);
            assertThat(subscriptions()).as(name).isEqualTo(before);
        });
        abandon();
        await().untilAsserted(() -> {
            System.gc();
            assertThat(client.outstanding()).isZero();
        });
        StreamHarness.awaitNothingLeft(host, client);
        assertThat(subscriptions()).as("abandoned").isEqualTo(before);
        threads.areBack();
    }

    private void abandon() {
        for (int i = 0; i < STREAMS; i++) {
            assertThat(watch("x").iterator().next()).isNotNull();
        }
    }

    /** Streams that somebody takes from, who counts down when he has an error. */
    private CountDownLatch taken() {
        CountDownLatch ends = new CountDownLatch(STREAMS);
        for (int i = 0; i < STREAMS; i++) {
            Iterator<HelloReply> feed = watch("x").iterator();
            assertThat(feed.next()).isNotNull();
            Threads.requestSenders().execute(() -> {
                assertThat(catchThrowable(() -> feed.forEachRemaining(message -> {})))
                        .isInstanceOf(RpcException.class);
                ends.countDown();
            });
        }
        return ends;
    }

    @Test
    void withItsHostAllOfItGoes() throws Exception {
        CountDownLatch ends = taken();

        host.close();

        allGoes(ends, client);
    }

    @Test
    void withItsClientAllOfItGoes() throws Exception {
        CountDownLatch ends = taken();

        client.close();

        allGoes(ends, host);
    }

    @Test
    void withTheConnectionOfItsClientAllOfItGoes() throws Exception {
        CountDownLatch ends = taken();

        caller.close();

        allGoes(ends, host);
    }

    @Test
    void withTheConnectionOfItsHostAllOfItGoes() throws Exception {
        CountDownLatch ends = taken();

        service.close();

        allGoes(ends, client);
    }

    /** When the streams have ended nothing of them is left, and once the other side is closed nothing at all. */
    private void allGoes(CountDownLatch ends, AutoCloseable other) throws Exception {
        CallHarness.waitFor(ends);
        StreamHarness.awaitNothingLeft(host, client);
        other.close();
        noneIsSubscribed();
        threads.areBack();
    }

    private void noneIsSubscribed() {
        await().untilAsserted(() -> assertThat(subscriptions()).isEqualTo(subscriptionsOfNobody));
    }
}
