package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.stubject.natsserver.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host that was closed when its server could not hear of it gets no calls once the server is back. */
@Timeout(60)
class ClosedHostTest {
    private final NatsServer server = NatsServer.start();

    @AfterEach
    void closeServer() {
        server.close();
    }

    private Connection connect() throws Exception {
        return Nats.connect(new Options.Builder()
                .server(server.url())
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(20))
                .build());
    }

    private static ServiceHost host(Connection nats, Duration drain) {
        return ServiceHost.builder(nats)
                .add(TestService.of(greeting(name -> name)))
                .drainTimeout(drain)
                .start();
    }

    private static void assertNobodyServes(Connection nats) {
        CallOptions options = CallOptions.DEFAULT.withoutRetries();
        RpcException error = catchThrowableOfType(
                RpcException.class, () -> RpcClient.shared(nats).unary(GREET, hello("x"), options));
        assertThat(error).hasMessageContaining("nobody serves greeter.greet");
        assertThat(error.delivery()).isEqualTo(Delivery.NOT_RUN);
    }

    @Test
    void afterItWasClosedWhileTheServerWasAway() throws Exception {
        try (Connection nats = connect()) {
            assertNobodyServes(nats); // for the client's threads
            ThreadCount threads = new ThreadCount();
            ServiceHost host = host(nats, Duration.ofSeconds(20));
            server.stop();
            await().until(() -> nats.getStatus() != Connection.Status.CONNECTED);

            host.close();
            server.startAgain();
            await().until(() -> nats.getStatus() == Connection.Status.CONNECTED);

            assertNobodyServes(nats);
            threads.awaitNoMore();
        }
    }

    @Test
    void afterTheServerWentWhileItClosed() throws Exception {
        try (Connection nats = connect()) {
            assertNobodyServes(nats); // for the client's threads
            ThreadCount threads = new ThreadCount();
            ServiceHost host = host(nats, Duration.ofSeconds(20));
            server.pause();
            Thread closing = new Thread(host::close);
            closing.start();
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().equals("stubject-drain")));

            server.kill();
            closing.join();
            server.startAgain();
            await().until(() -> nats.getStatus() == Connection.Status.CONNECTED);

            await().untilAsserted(() -> assertNobodyServes(nats));
            threads.awaitNoMore();
        }
    }

    @Test
    void afterItWasClosedWhileTheServerHung() throws Exception {
        try (Connection nats = connect()) {
            assertNobodyServes(nats); // for the client's threads
            ThreadCount threads = new ThreadCount();
            ServiceHost host = host(nats, Duration.ofMillis(100));

            server.pause();
            host.close();
            server.resume();

            await().untilAsserted(() -> assertNobodyServes(nats));
            threads.awaitNoMore();
        }
    }
}
