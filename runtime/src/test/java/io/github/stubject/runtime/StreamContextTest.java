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
import io.github.stubject.runtime.StreamService.StreamsAsync;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What user code knows of the stream that it runs for, in every place where it is called: context, deadline, headers. */
class StreamContextTest extends StreamHarness {
    /** Where user code ran in the call that was marked so, and in the scope of its interceptor. */
    private final Set<String> marked = ConcurrentHashMap.newKeySet();

    private final Set<String> unmarked = ConcurrentHashMap.newKeySet();
    private static final ThreadLocal<@Nullable String> SCOPE = new ThreadLocal<>();

    private void look(String where) {
        boolean right = "1".equals(CallContext.current().headers().get("mark")) && "open".equals(SCOPE.get());
        (right ? marked : unmarked).add(where);
    }

    private static Interceptor scoping() {
        return call -> new CallListener() {
            @Override
            public Scope scope() {
                SCOPE.set("open");
                return SCOPE::remove;
            }
        };
    }

    private static CallOptions marking() {
        return CallOptions.DEFAULT.withHeader("mark", "1");
    }

    @Test
    void aBlockingImplementationHasItEverywhere() {
        ServiceHost host = serve(host().intercept(scoping()).add(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> chat(Stream<HelloRequest> requests) {
                look("body");
                CallContext.current().onCancel(() -> marked.add("cancelled"));
                return requests.map(request -> {
                            look("pull");
                            return reply(request.getName());
                        })
                        .onClose(() -> look("close"));
            }
        })));

        Pipe<HelloRequest> pipe = Pipe.create(1);
        try (RpcStream<HelloReply> replies = client().bidiStreaming(CHAT, pipe.stream(), marking())) {
            pipe.send(hello("x"));
            replies.iterator().next();
        }

        awaitNothingLeft(host);
        assertThat(unmarked).isEmpty();
        await().untilAsserted(() -> assertThat(marked).containsExactlyInAnyOrder("body", "pull", "close", "cancelled"));
    }

    /** Looks at every signal. */
    private class Looker<T> extends Taker<T> {
        private final String who;

        Looker(String who) {
            super(1);
            this.who = who;
        }

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            look(who + " subscribed");
            super.onSubscribe(newSubscription);
        }

        @Override
        public void onNext(T item) {
            look(who + " next");
            super.onNext(item);
        }

        @Override
        public void onComplete() {
            look(who + " complete");
            super.onComplete();
        }

        @Override
        public void onError(Throwable thrown) {
            look(who + " error");
            super.onError(thrown);
        }
    }

    /** Publishes one message, and looks at everything that is asked of it. */
    private <T> Flow.Publisher<T> looking(String who, T only, boolean complete) {
        return subscriber -> {
            look(who + " subscribe");
            subscriber.onSubscribe(new Flow.Subscription() {
                private boolean given;

                @Override
                public void request(long n) {
                    look(who + " request");
                    if (!given) {
                        given = true;
                        subscriber.onNext(only);
                        if (complete) {
                            subscriber.onComplete();
                        }
                    }
                }

                @Override
                public void cancel() {
                    look(who + " cancel");
                }
            });
        };
    }

    @Test
    void anAsynchronousImplementationHasItInEverySignal() {
        ServiceHost host = serve(host().intercept(scoping()).add(StreamService.ofAsync(new StreamsAsync() {
            @Override
            public Flow.Publisher<HelloReply> chat(Flow.Publisher<HelloRequest> requests) {
                look("body");
                requests.subscribe(new Looker<>("requests"));
                return looking("replies", reply("x"), false);
            }
        })));
        RpcClient client = client();
        Taker<HelloReply> taker = new Taker<>(1);
        Pipe<HelloRequest> pipe = Pipe.create(1);
        client.bidiStreamingAsync(CHAT, pipe.publisher(), marking()).subscribe(taker);
        pipe.send(hello("x"));
        pipe.close();
        waitFor(taker.first);
        await().untilAsserted(() -> assertThat(marked).contains("requests complete"));

        taker.cancel();

        awaitNothingLeft(host);
        await().untilAsserted(() -> assertThat(marked)
                .containsExactlyInAnyOrder(
                        "body",
                        "requests subscribed",
                        "requests next",
                        "requests complete",
                        "replies subscribe",
                        "replies request",
                        "replies cancel"));
        assertThat(unmarked).isEmpty();
    }

    /** The streams that a service calls while it serves a marked call: their callbacks belong to that call. */
    @Test
    void whatAClientCallsBackBelongsToTheCallThatItIsMadeIn() throws Exception {
        CountDownLatch attached = new CountDownLatch(1);
        serve(host().prefix("inner").add(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> chat(Stream<HelloRequest> requests) {
                return requests.map(request -> reply(request.getName()));
            }

            @Override
            public HelloReply record(Stream<HelloRequest> requests) {
                waitFor(attached); // What depends on a future that is complete runs where it is attached.
                return reply("" + requests.count());
            }
        })));
        RpcClient inner = open(RpcClient.builder(connect()).prefix("inner").intercept(scoping()));
        serve(StreamService.of(new Streams() {
            @Override
            public HelloReply record(Stream<HelloRequest> requests) {
                Stream<HelloRequest> pulled = Stream.of(hello("a"))
                        .peek(request -> look("stream pull"))
                        .onClose(() -> look("stream close"));
                assertThat(inner.bidiStreaming(CHAT, pulled, CallOptions.DEFAULT)
                                .count())
                        .isEqualTo(1);

                Looker<HelloReply> looker = new Looker<>("replies");
                // Its subscription is this very thread's doing.
                SCOPE.set("open");
                inner.bidiStreamingAsync(CHAT, looking("requests", hello("a"), true), CallOptions.DEFAULT)
                        .subscribe(looker);
                SCOPE.remove();
                waitFor(looker.end);

                CompletableFuture<?> dependent = inner.clientStreamingAsync(
                                RECORD, looking("more", hello("a"), true), CallOptions.DEFAULT)
                        .thenAccept(answer -> look("future"));
                attached.countDown();
                dependent.join();
                return reply("done");
            }
        }));

        client().clientStreaming(RECORD, Stream.of(hello("x")), marking());

        await().untilAsserted(() -> assertThat(marked)
                .contains(
                        "stream pull",
                        "stream close",
                        "replies subscribed",
                        "replies next",
                        "replies complete",
                        "requests subscribe",
                        "requests request",
                        "more subscribe",
                        "more request",
                        "future"));
        assertThat(unmarked).isEmpty();
    }

    @Test
    void aDeadlineIsSeenWhenItIsSetAndInherited() {
        AtomicReference<Duration> left = new AtomicReference<>();
        AtomicReference<Duration> innerLeft = new AtomicReference<>();
        serve(host().prefix("inner").add(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                innerLeft.set(CallContext.current().timeLeft());
                return Stream.of(reply("x"));
            }
        })));
        RpcClient inner = open(RpcClient.builder(connect()).prefix("inner"));
        serve(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                left.set(CallContext.current().timeLeft());
                return inner.serverStreaming(WATCH, request, CallOptions.DEFAULT);
            }
        }));
        RpcClient client = client();

        client.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT).forEach(message -> {});
        assertThat(left.get()).as("none is set").isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
        assertThat(innerLeft.get()).as("none is inherited").isEqualTo(Duration.ofNanos(Long.MAX_VALUE));

        client.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(100)))
                .forEach(message -> {});
        assertThat(left.get()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(100));
        assertThat(innerLeft.get()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(100));
    }

    @Test
    void aStreamEndsWithTheCallThatItWasMadeFor() {
        AtomicReference<RpcException> told = new AtomicReference<>();
        ServiceHost host = serve(host().prefix("inner").add(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                return Stream.generate(() -> reply("x"));
            }
        })));
        RpcClient inner = open(RpcClient.builder(connect()).prefix("inner"));
        serve(StreamService.ofAsync(new StreamsAsync() {
            @Override
            public Flow.Publisher<HelloReply> watch(HelloRequest request) {
                inner.serverStreamingAsync(WATCH, request, CallOptions.DEFAULT).subscribe(new Taker<>(1) {
                    @Override
                    public void onError(Throwable thrown) {
                        told.set((RpcException) thrown);
                    }
                });
                return Pipe.<HelloReply>create(1).publisher();
            }
        }));

        RpcStream<HelloReply> feed = client().serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT);
        await().until(() -> host.inFlight() == 1);
        feed.close();

        await().untilAsserted(() -> assertThat(told.get())
                .isNotNull()
                .satisfies(e -> assertThat(e.code()).isEqualTo(Code.CANCELLED)));
        awaitNothingLeft(host, inner);
    }

    @Test
    void headersTravelAtTheStartAndAtTheEnd() {
        serve(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                CallContext context = CallContext.current();
                context.send(RpcHeaders.EMPTY.with(
                        "first", String.valueOf(context.headers().get("mark"))));
                return Stream.of("a", "b").map(text -> {
                    context.send(RpcHeaders.EMPTY.with("last", text));
                    return reply(text);
                });
            }

            @Override
            public Stream<HelloReply> chat(Stream<HelloRequest> requests) {
                CallContext.current().send(RpcHeaders.EMPTY.with("reason", "x"));
                throw new RpcException(Code.ABORTED, "no");
            }
        }));
        RpcClient client = client();

        try (RpcStream<HelloReply> feed = client.serverStreaming(WATCH, hello("x"), marking())) {
            assertThat(feed.headers().get("first")).isEqualTo("1");
            Iterator<HelloReply> replies = feed.iterator();
            while (replies.hasNext()) {
                replies.next();
            }
            assertThat(feed.headers().get("first")).isEqualTo("1");
            assertThat(feed.headers().get("last")).isEqualTo("b");
        }

        RpcException failure = catchThrowableOfType(
                RpcException.class,
                () -> client.bidiStreaming(CHAT, Stream.of(hello("x")), CallOptions.DEFAULT)
                        .forEach(message -> {}));
        assertThat(failure.headers().get("reason")).isEqualTo("x");
    }
}
