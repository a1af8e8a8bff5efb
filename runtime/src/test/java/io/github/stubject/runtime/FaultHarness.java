package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A service and a client on connections that something happens to, over default and unusual options. After each test nothing
 * may be left: no call, no request, no timer, no thread.
 */
@ParameterizedClass
@EnumSource(ConnectionOptions.class)
@Timeout(60)
abstract class FaultHarness {
    /** What a call may take here. */
    static final Duration TIME = Duration.ofMillis(1500);

    /** How much later than its time a call may end on a busy machine. */
    private static final Duration LATE = Duration.ofSeconds(8);

    static final CallOptions OPTIONS = CallOptions.DEFAULT.withTimeout(TIME).withoutRetries();

    private static final int CALLS = 8;
    private static final String HELD = "held";

    @Parameter
    ConnectionOptions kind = ConnectionOptions.DEFAULT;

    private final ThreadCount threads = new ThreadCount();
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<ServiceHost> hosts = new ArrayList<>();
    private final List<RpcClient> clients = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() throws Exception {
        release.countDown();
        await().untilAsserted(() -> {
            assertThat(clients).allMatch(client -> client.outstanding() == 0, "no call waits");
            assertThat(clients).allMatch(client -> client.timers() == 0, "no timer runs");
            assertThat(hosts).allMatch(host -> host.inFlight() == 0, "no request is in flight");
        });
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        threads.awaitNoMore();
    }

    final <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
    }

    final Connection connect(String... servers) throws Exception {
        return connect(options -> options, servers);
    }

    /** A connection that never gives up and comes back soon. */
    final Connection connect(UnaryOperator<Options.Builder> more, String... servers) throws Exception {
        Options.Builder options = kind.options()
                .servers(servers)
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(20))
                .connectionTimeout(Duration.ofSeconds(1));
        return open(Nats.connect(more.apply(options).build()));
    }

    final ServiceHost serve(Connection nats) {
        ServiceHost host = open(ServiceHost.builder(nats)
                .add(TestService.of(greeting(this::answer)))
                .drainTimeout(Duration.ofSeconds(5))
                .start());
        hosts.add(host);
        return host;
    }

    private String answer(String name) {
        if (name.equals(HELD)) {
            CallHarness.waitFor(release);
        }
        return name;
    }

    /** Lets requests that are held go on. */
    final void release() {
        release.countDown();
    }

    final RpcClient client(Connection nats) {
        RpcClient client = RpcClient.builder(nats).build();
        clients.add(client);
        assertThat(greet(client)).isEqualTo("hello");
        return client;
    }

    static String greet(RpcClient client) {
        return client.unary(GREET, hello("hello"), OPTIONS).getText();
    }

    static RpcException failure(RpcClient client) {
        return catchThrowableOfType(RpcException.class, () -> greet(client));
    }

    /** Waits until jnats has noticed. What it does then has several names, which change often. */
    static void awaitLost(Connection nats) {
        await().until(() -> nats.getStatus() != Connection.Status.CONNECTED);
    }

    /** Waits until calls work. */
    static void awaitService(RpcClient client) {
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(RpcException.class)
                .until(() -> greet(client).equals("hello"));
    }

    /** Makes calls, half of them blocking, that the service does not answer before {@link #release}; they all run there. */
    final UnderWay callsUnderWay(RpcClient client, ServiceHost host) {
        UnderWay calls = new UnderWay(client);
        await().until(() -> host.inFlight() == CALLS);
        return calls;
    }

    /** Makes such calls without waiting for their arrival. */
    final UnderWay newCalls(RpcClient client) {
        return new UnderWay(client);
    }

    /** Calls that wait for their ends. */
    static final class UnderWay {
        private final long start = System.nanoTime();
        private final List<CompletableFuture<Long>> ends = new ArrayList<>();
        private final List<CompletableFuture<?>> calls = new ArrayList<>();

        private UnderWay(RpcClient client) {
            for (int i = 0; i < CALLS / 2; i++) {
                add(client.unaryAsync(GREET, hello(HELD), OPTIONS));
                CompletableFuture<?> blocking = new CompletableFuture<>();
                Thread thread = new Thread(() -> block(client, blocking));
                thread.setDaemon(true);
                thread.start();
                add(blocking);
            }
        }

        private static void block(RpcClient client, CompletableFuture<?> end) {
            try {
                client.unary(GREET, hello(HELD), OPTIONS);
                end.complete(null);
            } catch (RuntimeException e) {
                end.completeExceptionally(e);
            }
        }

        private void add(CompletableFuture<?> call) {
            calls.add(call);
            ends.add(call.handle((reply, error) -> System.nanoTime() - start));
        }

        /** Each has failed so, within its time. */
        void allFail(Code code, Delivery delivery, String text) throws Exception {
            for (CompletableFuture<?> call : calls) {
                RpcException error = errorOf(call);
                assertThat(error.code()).as(error.text()).isEqualTo(code);
                assertThat(error.delivery()).as(error.text()).isEqualTo(delivery);
                assertThat(error.text()).contains(text);
            }
            for (CompletableFuture<Long> end : ends) {
                assertThat(Duration.ofNanos(end.get(1, TimeUnit.SECONDS))).isLessThan(TIME.plus(LATE));
            }
        }

        /** Nobody knows what became of them, since nothing came until the end of their time. */
        void allTimeOut() throws Exception {
            allFail(Code.DEADLINE_EXCEEDED, Delivery.UNKNOWN, "no answer from greeter.greet within 1500 ms");
        }

        private static RpcException errorOf(CompletableFuture<?> call) throws InterruptedException, TimeoutException {
            try {
                call.get(TIME.plus(LATE).toMillis(), TimeUnit.MILLISECONDS);
                throw new AssertionError("it was answered");
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(RpcException.class);
                return (RpcException) Objects.requireNonNull(e.getCause());
            }
        }
    }
}
