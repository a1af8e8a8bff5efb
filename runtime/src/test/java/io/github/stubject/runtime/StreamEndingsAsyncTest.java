package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.CHAT;
import static io.github.stubject.runtime.StreamService.RECORD;
import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.StreamService.StreamsAsync;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every way in which a stream of the asynchronous kind can end: both sides get to know, and keep nothing. */
class StreamEndingsAsyncTest extends StreamHarness {
    private final BlockingQueue<Source> sources = new LinkedBlockingQueue<>();
    private final BlockingQueue<Taker<HelloRequest>> takers = new LinkedBlockingQueue<>();
    private final BlockingQueue<CompletableFuture<HelloReply>> results = new LinkedBlockingQueue<>();
    private ServiceHost host;
    private RpcClient client;

    /** Publishes what is asked for, and sees whether it is cancelled. */
    private static final class Source implements Flow.Publisher<HelloReply>, Flow.Subscription {
        private final AtomicInteger made = new AtomicInteger();
        private final AtomicInteger cancelled = new AtomicInteger();
        private final int failAt;
        private final BlockingQueue<Flow.Subscriber<? super HelloReply>> subscribers = new LinkedBlockingQueue<>();

        Source(int failAt) {
            this.failAt = failAt;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super HelloReply> subscriber) {
            subscribers.add(subscriber);
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            Flow.Subscriber<? super HelloReply> subscriber = subscribers.peek();
            for (long i = 0; i < n && subscriber != null && cancelled.get() == 0; i++) {
                if (made.get() == failAt) {
                    subscriber.onError(new RpcException(Code.ABORTED, "half way"));
                    return;
                }
                subscriber.onNext(reply("" + made.getAndIncrement()));
            }
        }

        @Override
        public void cancel() {
            cancelled.incrementAndGet();
        }
    }

    @BeforeEach
    void open() {
        host = serve(host().beat(BEAT).add(StreamService.ofAsync(new StreamsAsync() {
            @Override
            public Flow.Publisher<HelloReply> watch(HelloRequest request) {
                Source source = new Source(request.getName().equals("fail") ? 10 : -1);
                sources.add(source);
                return source;
            }

            @Override
            public CompletableFuture<HelloReply> record(Flow.Publisher<HelloRequest> requests) {
                Taker<HelloRequest> taker = new Taker<>(10);
                takers.add(taker);
                requests.subscribe(taker);
                CompletableFuture<HelloReply> result = new CompletableFuture<>();
                results.add(result);
                return result;
            }

            @Override
            public Flow.Publisher<HelloReply> chat(Flow.Publisher<HelloRequest> requests) {
                throw new RpcException(Code.NOT_FOUND, "no such room");
            }
        })));
        client = open(RpcClient.builder(connect()).beat(BEAT));
    }

    @AfterEach
    void nothingStays() {
        awaitNothingLeft(host, client);
    }

    private Taker<HelloReply> watch(String name, CallOptions options) {
        Taker<HelloReply> taker = new Taker<>(1);
        client.serverStreamingAsync(WATCH, hello(name), options).subscribe(taker);
        return taker;
    }

    private void awaitCancelledOnce() throws InterruptedException {
        Source source = next(sources);
        await().untilAsserted(() -> assertThat(source.cancelled).hasPositiveValue());
    }

    @Test
    void cancelled() throws Exception {
        Taker<HelloReply> taker = watch("x", CallOptions.DEFAULT);
        waitFor(taker.first);

        taker.cancel();

        awaitCancelledOnce();
        awaitNothingLeft(host, client);
        assertThat(taker.end.getCount()).as("signals of an end").isEqualTo(1);
    }

    @Test
    void cancelledWhenSubscribed() {
        Taker<HelloReply> taker = new Taker<>(0) {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.cancel();
            }
        };
        client.serverStreamingAsync(WATCH, hello("x"), CallOptions.DEFAULT).subscribe(taker);

        awaitNothingLeft(host, client);
        assertThat(taker.end.getCount()).isEqualTo(1);
        assertThat(sources).isEmpty();
    }

    @Test
    void theSubscriberThrows() throws Exception {
        Taker<HelloReply> taker = new Taker<>(100) {
            @Override
            public void onNext(HelloReply item) {
                throw new IllegalStateException("must not");
            }
        };
        client.serverStreamingAsync(WATCH, hello("x"), CallOptions.DEFAULT).subscribe(taker);

        awaitCancelledOnce();
    }

    @Test
    void theSubscriberThrowsWhenSubscribed() {
        Taker<HelloReply> taker = new Taker<>(0) {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                throw new IllegalStateException("must not");
            }
        };
        client.serverStreamingAsync(WATCH, hello("x"), CallOptions.DEFAULT).subscribe(taker);

        awaitNothingLeft(host, client);
        assertThat(sources).isEmpty();
    }

    @Test
    void theDeadlinePasses() throws Exception {
        Taker<HelloReply> taker = watch("x", CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(1)));

        assertThat(taker.error().code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        awaitCancelledOnce();
    }

    @Test
    void theServiceFailsHalfWay() {
        Taker<HelloReply> taker = watch("fail", CallOptions.DEFAULT);

        assertThat(taker.error().code()).isEqualTo(Code.ABORTED);
        assertThat(taker.seen).hasSize(10);
    }

    @Test
    void theServiceRefuses() {
        Taker<HelloReply> taker = new Taker<>(1);
        Pipe<HelloRequest> pipe = Pipe.create(1);
        client.bidiStreamingAsync(CHAT, pipe.publisher(), CallOptions.DEFAULT).subscribe(taker);

        assertThat(taker.error().code()).isEqualTo(Code.NOT_FOUND);
        awaitDead(pipe, Code.NOT_FOUND);
    }

    @Test
    void nobodyIsThere() {
        RpcClient alone = open(RpcClient.builder(connect()).prefix("nobody"));
        Taker<HelloReply> taker = new Taker<>(1);
        Pipe<HelloRequest> pipe = Pipe.create(1);
        alone.bidiStreamingAsync(CHAT, pipe.publisher(), CallOptions.DEFAULT).subscribe(taker);

        assertThat(taker.error().code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(taker.error().delivery()).isEqualTo(Delivery.NOT_RUN);
        awaitDead(pipe, Code.UNAVAILABLE);
        awaitNothingLeft(alone);
    }

    /** What is sent into it fails, once the pipe knows. */
    private static void awaitDead(Pipe<HelloRequest> pipe, Code code) {
        CompletableFuture<?> sending = CompletableFuture.runAsync(() -> {
            while (true) {
                pipe.send(hello("late"));
            }
        });
        assertThat(sending)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void theClientIsClosed() throws Exception {
        Taker<HelloReply> taker = watch("x", CallOptions.DEFAULT);
        waitFor(taker.first);

        client.close();

        assertThat(taker.error().code()).isEqualTo(Code.UNAVAILABLE);
        awaitCancelledOnce();
    }

    @Test
    void theFutureIsCancelled() throws Exception {
        Pipe<HelloRequest> pipe = Pipe.create(1);
        CompletableFuture<HelloReply> answer =
                client.clientStreamingAsync(RECORD, pipe.publisher(), CallOptions.DEFAULT);
        Taker<HelloRequest> taker = next(takers);

        answer.cancel(false);

        assertThat(taker.error().code()).isEqualTo(Code.CANCELLED);
        assertThat(next(results)).failsWithin(Duration.ofSeconds(10));
        awaitDead(pipe, Code.CANCELLED);
    }

    @Test
    void theFutureFails() throws Exception {
        Pipe<HelloRequest> pipe = Pipe.create(1);
        CompletableFuture<HelloReply> answer =
                client.clientStreamingAsync(RECORD, pipe.publisher(), CallOptions.DEFAULT);

        next(results).completeExceptionally(new RpcException(Code.ABORTED, "half way"));

        assertThat(answer)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(Code.ABORTED));
        awaitDead(pipe, Code.ABORTED);
    }

    @Test
    void theAnswerComesBeforeTheRequestsEnd() throws Exception {
        Pipe<HelloRequest> pipe = Pipe.create(1);
        CompletableFuture<HelloReply> answer =
                client.clientStreamingAsync(RECORD, pipe.publisher(), CallOptions.DEFAULT);

        next(results).complete(reply("enough"));

        assertThat(answer).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(reply("enough"));
        awaitDead(pipe, Code.CANCELLED);
    }

    @Test
    void theRequestsFail() throws Exception {
        Pipe<HelloRequest> pipe = Pipe.create(1);
        CompletableFuture<HelloReply> answer =
                client.clientStreamingAsync(RECORD, pipe.publisher(), CallOptions.DEFAULT);
        Taker<HelloRequest> taker = next(takers);

        pipe.fail(new IllegalStateException("no more"));

        assertThat(taker.error().code()).isEqualTo(Code.CANCELLED);
        assertThat(answer)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .satisfies(e -> assertThat(((RpcException) e).code()).isEqualTo(Code.CANCELLED))
                .havingCause()
                .withMessage("no more");
    }

    @Test
    void thePublisherOfRequestsThrows() {
        CompletableFuture<HelloReply> answer = client.clientStreamingAsync(
                RECORD,
                subscriber -> {
                    throw new IllegalStateException("must not");
                },
                CallOptions.DEFAULT);

        assertThat(answer)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(Code.CANCELLED));
    }

    @Test
    void theServersSubscriberThrows() {
        ServiceHost broken = serve(host().prefix("broken").add(StreamService.ofAsync(new StreamsAsync() {
            @Override
            public CompletableFuture<HelloReply> record(Flow.Publisher<HelloRequest> requests) {
                requests.subscribe(new Taker<>(1) {
                    @Override
                    public void onNext(HelloRequest item) {
                        throw new IllegalStateException("must not");
                    }
                });
                return new CompletableFuture<>();
            }
        })));
        RpcClient other = open(RpcClient.builder(connect()).prefix("broken"));
        Pipe<HelloRequest> pipe = Pipe.create(1);
        CompletableFuture<HelloReply> answer =
                other.clientStreamingAsync(RECORD, pipe.publisher(), CallOptions.DEFAULT);
        pipe.send(hello("x"));

        assertThat(answer)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(Code.INTERNAL));
        awaitNothingLeft(broken, other);
    }

    @Test
    void nothingIsThrownAtTheCall() {
        RpcClient shut = client();
        shut.close();
        Taker<HelloReply> taker = new Taker<>(1);
        shut.serverStreamingAsync(WATCH, hello("x"), CallOptions.DEFAULT).subscribe(taker);
        assertThat(taker.error().code()).isEqualTo(Code.UNAVAILABLE);

        Pipe<HelloRequest> pipe = Pipe.create(1);
        assertThat(shut.clientStreamingAsync(RECORD, pipe.publisher(), CallOptions.DEFAULT))
                .failsWithin(Duration.ofSeconds(10));
        awaitDead(pipe, Code.UNAVAILABLE);

        Taker<HelloReply> late = new Taker<>(1);
        client.serverStreamingAsync(WATCH, hello("x"), CallOptions.DEFAULT.withTimeout(Duration.ZERO))
                .subscribe(late);
        assertThat(late.error().code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(sources).as("nothing was sent").isEmpty();
    }
}
