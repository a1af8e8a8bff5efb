package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.internal.transport.JnatsTransport;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Header blocks that end jnats's reading, which any peer can send, some by mere accident: with jnats's default ping interval
 * of two minutes.
 */
@Timeout(90)
class MalformedHeadersTest {
    private static final List<String> FATAL = List.of(
            "NATS/1.0\r\nname: \u00c3\u00a9\r\n\r\n", // a value in UTF-8, as a client in Go sends it
            "NATS/1.0\r\nn\u00c3\u00a4me: x\r\n\r\n",
            "NATS/1.0\r\nna me: x\r\n\r\n",
            "NATS/1.0\r\n: x\r\n\r\n",
            "NATS/1.0\r\nname\r\n\r\n",
            "NATS/1.0\r\nname: x\r\n",
            "NATS/1.0\r\nname: x",
            "NATS/1.0\r\nname: a\nb: c\r\n\r\n",
            "NATS/1.0 abc\r\n\r\n",
            "NATS/1.0 99999999999\r\n\r\n",
            "NATS/1.0 ",
            "NATS/2.0\r\n\r\n",
            "NATS",
            "GET / HTTP/1.1\r\n\r\n",
            "\u0000\u0001\u0002\u0003\r\n\r\n");

    private static final CallOptions QUICK =
            CallOptions.DEFAULT.withTimeout(Duration.ofMillis(500)).withoutRetries();

    private final List<AutoCloseable> opened = new ArrayList<>();
    private NatsServer server;

    @BeforeEach
    void start() {
        server = opened(NatsServer.start());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private <T extends AutoCloseable> T opened(T what) {
        opened.add(what);
        return what;
    }

    private Connection connect() throws Exception {
        return opened(Nats.connect(server.url()));
    }

    private RpcClient client(Connection nats, String prefix) {
        return opened(RpcClient.builder(nats).prefix(prefix).build());
    }

    private static boolean answers(RpcClient client) {
        try {
            return client.unary(GREET, hello("x"), QUICK).getText().equals("x");
        } catch (RpcException e) {
            return false;
        }
    }

    @Test
    void aHostAnswersAgainWithinSecondsWhateverBlockItGot() throws Exception {
        Connection caller = connect();
        List<RpcClient> clients = new ArrayList<>();
        for (int i = 0; i < FATAL.size(); i++) {
            String prefix = "p" + i;
            opened(ServiceHost.builder(connect())
                    .prefix(prefix)
                    .add(TestService.of(greeting(name -> name)))
                    .start());
            clients.add(client(caller, prefix));
            assertThat(answers(clients.get(i))).isTrue();
        }
        try (RawNats raw = new RawNats(server)) {
            for (int i = 0; i < FATAL.size(); i++) {
                raw.publish("p" + i + ".greeter.greet", "some.where", FATAL.get(i), new byte[0]);
            }
            raw.flush();
        }
        long start = System.nanoTime();

        for (RpcClient client : clients) {
            await().atMost(Duration.ofSeconds(15)).until(() -> answers(client));
        }
        System.out.printf(
                "%d hosts answer again %d ms after malformed headers%n",
                clients.size(), Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    @Test
    void aClientGetsAnswersAgainAfterABlockInAReply() throws Exception {
        RpcClient client = client(connect(), "p");
        try (RawNats raw = new RawNats(server)) {
            raw.subscribe("p.greeter.greet");
            CompletableFuture<?> call = client.unaryAsync(GREET, hello("x"), QUICK);
            raw.publish(raw.nextReplyTo(), "some.where", FATAL.get(0), new byte[0]);
            assertThat(call)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withCauseInstanceOf(RpcException.class);
        }
        opened(ServiceHost.builder(connect())
                .prefix("p")
                .add(TestService.of(greeting(name -> name)))
                .start());

        await().atMost(Duration.ofSeconds(15)).until(() -> answers(client));
    }

    @Test
    void aServerThatIsMerelySilentIsLeftToJnats() throws Exception {
        Connection nats = connect();
        AtomicInteger events = new AtomicInteger();
        RpcClient client = client(nats, "p");
        opened(ServiceHost.builder(nats)
                .prefix("p")
                .add(TestService.of(greeting(name -> name)))
                .start());
        assertThat(answers(client)).isTrue();
        nats.addConnectionListener(new ConnectionListener() {
            @Override
            @SuppressWarnings("deprecation") // it is the one abstract method
            public void connectionEvent(Connection connection, Events event) {
                events.incrementAndGet();
            }
        });

        server.pause();
        // Longer than the watch takes for a connection that is not read.
        CallOptions longer = QUICK.withTimeout(Duration.ofSeconds(4));
        RpcException failure = catchThrowableOfType(RpcException.class, () -> client.unary(GREET, hello("x"), longer));
        server.resume();

        assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        await().until(() -> answers(client));
        assertThat(events).hasValue(0);
    }

    @Test
    void nothingIsWatchedAnyMoreOnceEverybodyHasGone() throws Exception {
        Connection nats = Nats.connect(server.url());
        RpcClient client = RpcClient.builder(nats).build();
        ServiceHost host = ServiceHost.builder(nats)
                .add(TestService.of(greeting(name -> name)))
                .start();
        assertThat(watching()).isTrue();

        host.close();
        client.close();
        nats.close();

        await().atMost(Duration.ofSeconds(20)).until(() -> !watching());
        assertThat(new JnatsTransport(connect()).isConnected()).isTrue();
    }

    private static boolean watching() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("stubject-reader-watch"));
    }
}
