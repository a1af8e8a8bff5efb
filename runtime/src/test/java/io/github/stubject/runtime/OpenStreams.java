package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.CHAT;
import static io.github.stubject.runtime.StreamService.RECORD;
import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.StreamHarness.Taker;
import io.github.stubject.runtime.StreamService.Streams;
import io.github.stubject.runtime.StreamService.StreamsAsync;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Open streams of all kinds between a client and a host, blocking and asynchronous ones: none ends by itself. */
final class OpenStreams {
    private static final int OF_EACH_KIND = 3;
    private static final int ALL = 6 * OF_EACH_KIND;

    private final RpcClient client;
    private final ServiceHost host;
    private final List<CompletableFuture<Throwable>> ends = new ArrayList<>();

    /** Sends one message where it can, and then waits. */
    static final class Waiting implements Streams {
        @Override
        public Stream<HelloReply> watch(HelloRequest request) {
            return Stream.of("first", "never").map(text -> text.equals("first") ? reply(text) : neverMade());
        }

        private static HelloReply neverMade() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("interrupted");
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

    /** The same without threads. */
    static final class WaitingAsync implements StreamsAsync {
        @Override
        public Flow.Publisher<HelloReply> watch(HelloRequest request) {
            Pipe<HelloReply> pipe = Pipe.create(1);
            pipe.send(reply("first"));
            return pipe.publisher();
        }

        @Override
        public CompletableFuture<HelloReply> record(Flow.Publisher<HelloRequest> requests) {
            requests.subscribe(new Taker<>(1));
            return new CompletableFuture<>();
        }

        @Override
        public Flow.Publisher<HelloReply> chat(Flow.Publisher<HelloRequest> requests) {
            requests.subscribe(new Taker<>(1));
            return Pipe.<HelloReply>create(1).publisher();
        }
    }

    /** Returns when both sides have heard of each. */
    OpenStreams(RpcClient client, ServiceHost host) {
        this.client = client;
        this.host = host;
        for (int i = 0; i < OF_EACH_KIND; i++) {
            RpcStream<HelloReply> feed = client.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT);
            ends.add(ended(feed::count));
            RpcStream<HelloReply> chat =
                    client.bidiStreaming(CHAT, Pipe.<HelloRequest>create(1).stream(), CallOptions.DEFAULT);
            ends.add(ended(chat::count));
            ends.add(ended(
                    () -> client.clientStreaming(RECORD, Pipe.<HelloRequest>create(1).stream(), CallOptions.DEFAULT)));

            ends.add(ended(client.serverStreamingAsync(WATCH, hello("x"), CallOptions.DEFAULT)));
            ends.add(ended(
                    client.bidiStreamingAsync(CHAT, Pipe.<HelloRequest>create(1).publisher(), CallOptions.DEFAULT)));
            CompletableFuture<HelloReply> record = client.clientStreamingAsync(
                    RECORD, Pipe.<HelloRequest>create(1).publisher(), CallOptions.DEFAULT);
            ends.add(ended(() -> {
                try {
                    record.get();
                } catch (ExecutionException e) {
                    throw e.getCause();
                }
            }));
        }
        // The client's beats wait as one call more does.
        await().untilAsserted(() -> {
            assertThat(host.streams().size()).isEqualTo(ALL);
            assertThat(client.outstanding()).isEqualTo(ALL + 1);
        });
    }

    private static CompletableFuture<Throwable> ended(ThrowingCallable taking) {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> end.complete(catchThrowable(taking)));
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    private static CompletableFuture<Throwable> ended(Flow.Publisher<HelloReply> publisher) {
        Taker<HelloReply> taker = new Taker<>(1);
        publisher.subscribe(taker);
        return ended(() -> {
            CallHarness.waitFor(taker.end);
            Throwable failure = taker.failure;
            if (failure != null) {
                throw failure;
            }
        });
    }

    RpcClient client() {
        return client;
    }

    /** All callers get to know that nobody is there any more, in words with this text. */
    void allCallersAreTold(String text) {
        assertThat(ends)
                .hasSize(ALL)
                .allSatisfy(end -> assertThat(end)
                        .succeedsWithin(Duration.ofSeconds(10))
                        .isInstanceOfSatisfying(RpcException.class, e -> {
                            assertThat(e.code()).isEqualTo(Code.UNAVAILABLE);
                            assertThat(e.text()).contains(text);
                        }));
    }

    /** The implementations have ended, all as those whose callers are not interested any more. */
    void theHostIsTold() {
        await().untilAsserted(() -> assertThat(host.inFlight()).isZero());
        assertThat(host.stats().values())
                .allSatisfy(stats -> assertThat(stats.cancelled()).isEqualTo(2 * OF_EACH_KIND));
    }
}
