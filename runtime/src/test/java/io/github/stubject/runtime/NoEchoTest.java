package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stubject.natsserver.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that do not hear themselves. */
@Timeout(60)
class NoEchoTest {
    private static final CallOptions OPTIONS = CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(1));

    private final NatsServer server = NatsServer.start();

    @AfterEach
    void closeServer() {
        server.close();
    }

    private Connection connect() throws Exception {
        return Nats.connect(new Options.Builder().server(server.url()).noEcho().build());
    }

    private static ServiceHost serve(Connection nats) {
        return ServiceHost.builder(nats)
                .add(TestService.of(greeting(name -> name)))
                .start();
    }

    private static RpcException failure(Connection nats) {
        return catchThrowableOfType(
                RpcException.class, () -> RpcClient.shared(nats).unary(GREET, hello("x"), OPTIONS));
    }

    @Test
    void aServiceOfTheSameConnectionIsNotReachedAndTheErrorSaysWhy() throws Exception {
        try (Connection nats = connect();
                ServiceHost host = serve(nats)) {
            RpcException error = failure(nats);

            assertThat(error.code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(error.delivery()).isEqualTo(Delivery.NOT_RUN);
            assertThat(error.text())
                    .contains("nobody serves greeter.greet")
                    .contains("noEcho", "use another connection");
            assertThat(host.stats().get(GREET))
                    .extracting(MethodStats::requests)
                    .isEqualTo(0L);
        }
    }

    @Test
    void theErrorSaysSoTooWhereTheServerCannotTellThatNobodyServes() throws Exception {
        try (Connection nats = connect();
                Connection tap = Nats.connect(server.url());
                ServiceHost host = serve(nats)) {
            tap.subscribe(">");
            tap.flush(Duration.ofSeconds(5));

            RpcException error = failure(nats);

            assertThat(error.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
            assertThat(error.delivery()).isEqualTo(Delivery.UNKNOWN);
            assertThat(error.text()).contains("noEcho", "use another connection");
            assertThat(host.inFlight()).isZero();
        }
    }

    @Test
    void aServiceOfAnotherConnectionIsReached() throws Exception {
        try (Connection service = connect();
                Connection nats = connect();
                ServiceHost own = serve(nats);
                ServiceHost other = serve(service)) {
            for (int i = 0; i < 20; i++) {
                Response<?> response = RpcClient.shared(nats).call(GREET, hello("x"), OPTIONS);
                assertThat(response.instance()).isEqualTo(other.instance()).isNotEqualTo(own.instance());
            }
        }
    }
}
