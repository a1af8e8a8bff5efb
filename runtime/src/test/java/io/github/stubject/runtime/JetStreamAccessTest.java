package io.github.stubject.runtime;

import static io.github.stubject.runtime.OrderEvents.created;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stubject.natsserver.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What listeners of durable events need of a server, and what they say where they do not have it. */
@Timeout(60)
class JetStreamAccessTest {
    private static final DurableOptions BILLING =
            DurableOptions.named("billing").startFrom(StartFrom.allEvents());

    private static Connection connect(NatsServer server, String user) throws Exception {
        return Nats.connect(new Options.Builder()
                .server(server.url())
                .userInfo(user, "secret")
                .build());
    }

    private static NatsServer serverAllowingNothing() {
        return NatsServer.start(
                "jetstream: enabled",
                "authorization { users: [",
                "  { user: billing, password: secret, permissions: { publish: { deny: \">\" } } }",
                "] }");
    }

    @Test
    void withoutJetStreamAHostDoesNotStart() throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection nats = Nats.connect(server.url())) {
            ServiceHost.Builder builder = ServiceHost.builder(nats).add(created(BILLING, event -> {}));

            assertThatThrownBy(builder::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("acme.Orders/Created cannot be listened to")
                    .hasMessageContaining("JetStream is not there: is it enabled");
        }
    }

    @Test
    void withoutPermissionAHostDoesNotStartAndSaysWhatItLacks() throws Exception {
        try (NatsServer server = serverAllowingNothing();
                Connection nats = connect(server, "billing")) {
            ServiceHost.Builder builder = ServiceHost.builder(nats).add(created(BILLING, event -> {}));

            assertThatThrownBy(builder::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no answer from $JS.API.STREAM.INFO.ORDERS within 5000 ms")
                    .hasMessageContaining("Permissions Violation");
        }
    }

    @Test
    void aStreamWithoutRoomForMoreConsumersIsAnErrorThatSaysSo() throws Exception {
        try (NatsServer server = NatsServer.start("jetstream: enabled");
                Connection nats = Nats.connect(server.url())) {
            nats.jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name("ORDERS")
                            .subjects("orders.>")
                            .maxConsumers(1)
                            .build());
            try (ServiceHost host =
                    ServiceHost.builder(nats).add(created(BILLING, event -> {})).start()) {
                assertThat(host.subscriptions()).hasSize(1);
                ServiceHost.Builder second =
                        ServiceHost.builder(nats).add(created(DurableOptions.named("audit"), event -> {}));

                assertThatThrownBy(second::start)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("audit_Orders_Created")
                        .hasMessageContaining("maximum consumers limit reached");
            }
        }
    }

    @Test
    void aHostStartsWithinItsTimeOrNotAtAll() throws Exception {
        try (NatsServer server = NatsServer.start("jetstream: enabled");
                Connection nats = Nats.connect(server.url())) {
            server.pause();
            ServiceHost.Builder builder = ServiceHost.builder(nats)
                    .drainTimeout(Duration.ofSeconds(1))
                    .add(created(BILLING, event -> {}));

            assertThatThrownBy(builder::start).isInstanceOf(IllegalStateException.class);
            server.resume();
        }
    }
}
