package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.GREET;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As many blocking streams as there may be, none of which moves, beside unary calls of the same host and client. */
class IdleStreamsTest extends StreamHarness {
    private static final int MOST = 1024;

    /** So many calls that wait for each other are answered only if all run at the same time. */
    private static final int TOGETHER = 32;

    private static final CallOptions SOON =
            CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(5)).withoutRetries();

    private final CountDownLatch release = new CountDownLatch(1);
    private final CyclicBarrier together = new CyclicBarrier(TOGETHER);
    /** Those of other tests that have not ended yet. */
    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    private ServiceHost host;
    private RpcClient client;

    private final class Idle implements Streams {
        @Override
        public Stream<HelloReply> watch(HelloRequest request) {
            return Stream.of("last").map(text -> {
                waitFor(release);
                return reply(text);
            });
        }

        private static void waitFor(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @BeforeEach
    void start() {
        host = serve(host().add(StreamService.of(new Idle())).add(TestService.of(greeting(this::meeting))));
        client = client();
    }

    @AfterEach
    void endAll() {
        release.countDown();
    }

    private String meeting(String name) {
        if (name.equals("meet")) {
            try {
                together.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        }
        return name;
    }

    private long streamThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("stubject-stream") && !before.contains(thread))
                .count();
    }

    private List<RpcStream<HelloReply>> openAll() {
        List<RpcStream<HelloReply>> open = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            open.add(client.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT.withoutRetries()));
        }
        assertThat(host.inFlight()).isEqualTo(MOST);
        if (!Threads.areVirtual()) {
            assertThat(streamThreads()).isEqualTo(MOST);
        }
        return open;
    }

    private void callsAreAnswered() {
        for (int i = 0; i < 100; i++) {
            assertThat(client.unary(GREET, hello("" + i), SOON).getText()).isEqualTo("" + i);
        }
        List<CompletableFuture<HelloReply>> meeting = Stream.generate(
                        () -> client.unaryAsync(GREET, hello("meet"), SOON))
                .limit(TOGETHER)
                .toList();
        assertThat(meeting).allSatisfy(call -> assertThat(call).succeedsWithin(Duration.ofSeconds(10)));
    }

    @Test
    void idleStreamsTakeNoThreadsFromCallsAndGiveTheirsBack() {
        List<RpcStream<HelloReply>> open = openAll();
        oneMoreIsRefused();
        callsAreAnswered();

        release.countDown();

        assertThat(open)
                .allSatisfy(
                        stream -> assertThat(stream.map(HelloReply::getText)).containsExactly("last"));
        awaitNothingLeft(host, client);
        callsAreAnswered();
        host.close();
        await().untilAsserted(() -> assertThat(streamThreads()).isZero());
    }

    @Test
    void theirCallersCanEndThem() {
        openAll().forEach(RpcStream::close);

        awaitNothingLeft(host, client);
        client.serverStreaming(WATCH, hello("x"), SOON).close();
    }

    /** Where a stream needs a thread of the platform. */
    private void oneMoreIsRefused() {
        if (Threads.areVirtual()) {
            client.serverStreaming(WATCH, hello("x"), SOON).close();
        } else {
            RpcException refusal =
                    catchThrowableOfType(RpcException.class, () -> client.serverStreaming(WATCH, hello("x"), SOON));
            assertThat(refusal.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
            assertThat(refusal.delivery()).isEqualTo(Delivery.NOT_RUN);
        }
    }
}
