package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.CHAT;
import static io.github.stubject.runtime.StreamService.RECORD;
import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.StreamService.Streams;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every way in which a stream of the blocking kind can end: both sides get to know, clean up once, and keep nothing. */
class StreamEndingsTest extends StreamHarness {
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger requestsClosed = new AtomicInteger();
    private ServiceHost host;
    private RpcClient client;

    /** Never comes to an end by itself, unless it is told to fail. */
    private final class Endless implements Streams {
        @Override
        public Stream<HelloReply> watch(HelloRequest request) {
            AtomicInteger made = new AtomicInteger();
            return Stream.generate(() -> {
                        if (request.getName().equals("fail") && made.get() == 10) {
                            throw new RpcException(Code.ABORTED, "half way");
                        }
                        return reply("" + made.getAndIncrement());
                    })
                    .onClose(closed::incrementAndGet);
        }

        @Override
        public HelloReply record(Stream<HelloRequest> requests) {
            return reply("" + requests.peek(Endless::failIfTold).count());
        }

        @Override
        public Stream<HelloReply> chat(Stream<HelloRequest> requests) {
            return requests.peek(Endless::failIfTold)
                    .map(request -> reply(request.getName()))
                    .onClose(closed::incrementAndGet);
        }

        private static void failIfTold(HelloRequest request) {
            if (request.getName().equals("wait")) {
                waitFor(new CountDownLatch(1));
            }
            if (request.getName().equals("fail")) {
                throw new RpcException(Code.ABORTED, "half way");
            }
        }
    }

    @BeforeEach
    void open() {
        host = serve(host().beat(BEAT).add(StreamService.of(new Endless())));
        client = open(RpcClient.builder(connect()).beat(BEAT));
    }

    @AfterEach
    void nothingStays() {
        awaitNothingLeft(host, client);
    }

    private RpcStream<HelloReply> watch(CallOptions options) {
        return client.serverStreaming(WATCH, hello("x"), options);
    }

    private Stream<HelloRequest> endless() {
        return Stream.generate(() -> hello("x")).onClose(requestsClosed::incrementAndGet);
    }

    private void awaitClosedOnce() {
        await().untilAsserted(() -> assertThat(closed).hasValue(1));
        awaitNothingLeft(host);
        assertThat(closed).hasValue(1);
    }

    @Test
    void closedEarly() {
        try (RpcStream<HelloReply> feed = watch(CallOptions.DEFAULT)) {
            assertThat(feed.iterator().next().getText()).isEqualTo("0");
        }
        awaitClosedOnce();
    }

    @Test
    void closedUnread() {
        watch(CallOptions.DEFAULT).close();
        awaitClosedOnce();
    }

    @Test
    void enoughFound() {
        assertThat(watch(CallOptions.DEFAULT)
                        .map(HelloReply::getText)
                        .filter(text -> text.equals("7"))
                        .findFirst())
                .contains("7");
        awaitClosedOnce();
    }

    @Test
    void theConsumerThrows() {
        RpcStream<HelloReply> feed = watch(CallOptions.DEFAULT);

        assertThatThrownBy(() -> feed.forEach(message -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        awaitClosedOnce();
    }

    @Test
    void abandoned() {
        assertThat(firstOfAbandoned()).isEqualTo("0");
        await().untilAsserted(() -> {
            System.gc();
            assertThat(closed).hasValue(1);
        });
        awaitClosedOnce();
    }

    private String firstOfAbandoned() {
        return watch(CallOptions.DEFAULT).iterator().next().getText();
    }

    @Test
    void theDeadlinePasses() {
        RpcStream<HelloReply> feed = watch(CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(1)));
        Iterator<HelloReply> replies = feed.iterator();
        replies.next();

        awaitClosedOnce();
        assertThat(failureOf(replies).code()).isEqualTo(Code.DEADLINE_EXCEEDED);
    }

    private static RpcException failureOf(Iterator<HelloReply> replies) {
        return catchThrowableOfType(RpcException.class, () -> {
            while (replies.hasNext()) {
                replies.next();
            }
        });
    }

    @Test
    void theServiceFailsHalfWay() {
        RpcStream<HelloReply> feed = client.serverStreaming(WATCH, hello("fail"), CallOptions.DEFAULT);

        RpcException failure = catchThrowableOfType(RpcException.class, feed::count);

        assertThat(failure.code()).isEqualTo(Code.ABORTED);
        awaitClosedOnce();
    }

    @Test
    void theClientIsClosed() {
        RpcStream<HelloReply> feed = watch(CallOptions.DEFAULT);
        Iterator<HelloReply> replies = feed.iterator();
        replies.next();

        client.close();

        assertThat(failureOf(replies).code()).isEqualTo(Code.UNAVAILABLE);
        awaitClosedOnce();
    }

    @Test
    void theHostIsClosed() {
        RpcStream<HelloReply> feed = watch(CallOptions.DEFAULT);
        CompletableFuture<Long> count = CompletableFuture.supplyAsync(feed::count);

        ServiceHost second = serve(
                host().drainTimeout(Duration.ofMillis(200)).prefix("other").add(StreamService.of(new Endless())));
        RpcClient other = open(RpcClient.builder(connect()).prefix("other"));
        CompletableFuture<Long> told = CompletableFuture.supplyAsync(() ->
                other.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT).count());
        await().until(() -> second.inFlight() == 1);
        second.close();

        assertThat(told)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(RpcException.class, e -> {
                    assertThat(e.code()).isEqualTo(Code.UNAVAILABLE);
                    assertThat(e.text()).contains("shutting down");
                });
        awaitNothingLeft(second, other);
        assertThat(count).isNotDone();
        feed.close();
    }

    /** Runs a call on a thread that is interrupted once the call has got there. */
    private void interrupted(ThrowingCallable call, Callable<Boolean> there) throws Exception {
        BlockingQueue<Throwable> failures = new ArrayBlockingQueue<>(1);
        BlockingQueue<Boolean> flags = new ArrayBlockingQueue<>(1);
        Thread caller = new Thread(() -> {
            failures.add(catchThrowable(call));
            flags.add(Thread.currentThread().isInterrupted());
        });
        caller.start();
        await().until(there);

        caller.interrupt();

        assertThat(next(failures))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(Code.CANCELLED));
        assertThat(next(flags)).as("interrupt flag").isTrue();
    }

    @Test
    void interruptedWhilePulling() throws Exception {
        interrupted(
                () -> client.bidiStreaming(CHAT, Pipe.<HelloRequest>create(1).stream(), CallOptions.DEFAULT)
                        .forEach(message -> {}),
                () -> host.inFlight() == 1);
        awaitClosedOnce();
    }

    @Test
    void interruptedWhileSending() throws Exception {
        interrupted(() -> client.clientStreaming(RECORD, endless(), CallOptions.DEFAULT), () -> host.inFlight() == 1);
        await().untilAsserted(() -> assertThat(requestsClosed).hasValue(1));
    }

    @Test
    void interruptedWhileWaitingForTheAnswer() throws Exception {
        interrupted(
                () -> client.clientStreaming(RECORD, Stream.of(hello("wait")), CallOptions.DEFAULT),
                () -> host.inFlight() == 1);
    }

    @Test
    void interruptedWhileOpening() throws Exception {
        var requests = listen("nobody.accepts");
        var method = RpcMethod.serverStreaming(
                StreamService.SERVICE,
                "Nobody",
                "nobody.accepts",
                HelloRequest.getDefaultInstance(),
                HelloReply.getDefaultInstance());
        interrupted(
                () -> client.serverStreaming(method, hello("x"), CallOptions.DEFAULT)
                        .close(),
                () -> !requests.isEmpty());
    }

    @Test
    void theRequestsFailHalfWay() {
        AtomicInteger sent = new AtomicInteger();
        Stream<HelloRequest> requests = endless().peek(request -> {
            if (sent.incrementAndGet() == 10) {
                throw new IllegalStateException("no more");
            }
        });

        assertThatThrownBy(() -> client.clientStreaming(RECORD, requests, CallOptions.DEFAULT))
                .hasMessage("no more");
        assertThat(requestsClosed).hasValue(1);
    }

    @Test
    void theRequestsOfAConversationFailHalfWay() {
        AtomicInteger sent = new AtomicInteger();
        Stream<HelloRequest> requests = endless().peek(request -> {
            if (sent.incrementAndGet() == 10) {
                throw new IllegalStateException("no more");
            }
        });

        RpcException failure = catchThrowableOfType(
                RpcException.class,
                () -> client.bidiStreaming(CHAT, requests, CallOptions.DEFAULT).count());

        assertThat(failure.code()).isEqualTo(Code.CANCELLED);
        assertThat(failure).hasRootCauseMessage("no more");
        await().untilAsserted(() -> assertThat(requestsClosed).hasValue(1));
        awaitClosedOnce();
    }

    @Test
    void theServiceFailsWhileRequestsAreSent() {
        AtomicInteger sent = new AtomicInteger();
        Stream<HelloRequest> requests =
                endless().map(request -> sent.incrementAndGet() == 10 ? hello("fail") : request);

        RpcException failure = catchThrowableOfType(
                RpcException.class, () -> client.clientStreaming(RECORD, requests, CallOptions.DEFAULT));

        assertThat(failure.code()).isEqualTo(Code.ABORTED);
        await().untilAsserted(() -> assertThat(requestsClosed).hasValue(1));
    }

    @Test
    void aConversationIsClosedEarly() {
        try (RpcStream<HelloReply> replies = client.bidiStreaming(CHAT, endless(), CallOptions.DEFAULT)) {
            replies.iterator().next();
        }
        await().untilAsserted(() -> assertThat(requestsClosed).hasValue(1));
        awaitClosedOnce();
    }

    @Test
    void theRequestsEnd() {
        Stream<HelloRequest> requests = endless().limit(1000).onClose(() -> {});

        assertThat(client.clientStreaming(RECORD, requests, CallOptions.DEFAULT).getText())
                .isEqualTo("1000");
        assertThat(requestsClosed).hasValue(1);
    }
}
