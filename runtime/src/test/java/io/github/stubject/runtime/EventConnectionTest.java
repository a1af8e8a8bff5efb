package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestEvents.onShipped;
import static io.github.stubject.runtime.TestEvents.publish;
import static io.github.stubject.runtime.TestEvents.stats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.test.Shipped;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events and what may become of connections: lost, closed, without permission, deaf to themselves. */
@Timeout(60)
class EventConnectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final BlockingQueue<Shipped> heard = new LinkedBlockingQueue<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Options.Builder options(NatsServer server) {
        return new Options.Builder()
                .server(server.url())
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(20))
                .errorListener(new ErrorListener() {
                    @Override
                    public void errorOccurred(Connection connection, String error) {
                        complaints.add(error);
                    }
                });
    }

    private ServiceHost listen(Connection nats) {
        return ServiceHost.builder(nats)
                .add(onShipped(SubscribeOptions.DEFAULT, heard::add))
                .start();
    }

    @Test
    void publishingFailsAtOnceWhileTheServerIsAwayAndListenersHearAgainAfterReconnect() throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection service = Nats.connect(options(server).build());
                Connection publisher = Nats.connect(options(server).build());
                ServiceHost host = listen(service)) {
            RpcClient client = RpcClient.shared(publisher);
            publish(client, 1);
            await().until(() -> heard.size() == 1);

            server.stop();
            await().until(() -> publisher.getStatus() != Connection.Status.CONNECTED);
            RpcException away = catchThrowableOfType(RpcException.class, () -> publish(client, 2));

            assertThat(away.code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(away.delivery()).isEqualTo(Delivery.NOT_RUN);
            assertThat(away.text()).contains("not connected", "shop.shipped");

            server.startAgain();
            await().atMost(LIMIT).ignoreExceptions().until(() -> {
                publish(client, 3);
                return heard.stream().anyMatch(event -> event.getNumber() == 3);
            });
            assertThat(heard).noneMatch(event -> event.getNumber() == 2);
            assertThat(stats(host).lost()).isZero();
        }
    }

    @Test
    void aHostWithListenersEndsWithItsConnection() throws Exception {
        try (NatsServer server = NatsServer.start()) {
            Connection nats = Nats.connect(options(server).build());
            ServiceHost host = listen(nats);
            RpcClient client = RpcClient.shared(nats);

            nats.close();

            host.awaitShutdown();
            RpcException closed = catchThrowableOfType(RpcException.class, () -> publish(client, 1));
            assertThat(closed.code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(closed.delivery()).isEqualTo(Delivery.NOT_RUN);
        }
    }

    @Test
    void aConnectionThatDoesNotHearItselfDoesNotHearItsOwnEventsEither() throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection deaf = Nats.connect(options(server).noEcho().build());
                Connection other = Nats.connect(options(server).build());
                ServiceHost own = listen(deaf);
                ServiceHost others = listen(other)) {
            publish(RpcClient.shared(deaf), 1);
            await().until(() -> stats(others).handled() == 1);
            publish(RpcClient.shared(other), 2);
            await().until(() -> stats(own).handled() == 1 && stats(others).handled() == 2);

            assertThat(stats(own).received()).isEqualTo(1);
        }
    }

    @Test
    void aPublisherWithoutPermissionIsToldByItsErrorListenerAlone() throws Exception {
        try (NatsServer server = NatsServer.start(
                        "authorization { users: [",
                        "{ user: a, password: a, permissions: { publish: [\"shop.other\"] } }",
                        "{ user: b, password: b } ] }");
                Connection publisher =
                        Nats.connect(options(server).userInfo("a", "a").build());
                Connection service =
                        Nats.connect(options(server).userInfo("b", "b").build());
                ServiceHost host = listen(service)) {
            publish(RpcClient.shared(publisher), 1);

            await().until(() -> complaints.stream()
                    .anyMatch(line -> line.contains("Permissions Violation for Publish to \"shop.shipped\"")));
            assertThat(stats(host).received()).isZero();
        }
    }

    @Test
    void aListenerWithoutPermissionDoesNotStart() throws Exception {
        try (NatsServer server = NatsServer.start(
                        "authorization { users: [",
                        "{ user: a, password: a, permissions: { subscribe: [\"shop.shipped billing\", \"$SRV.>\"] } } ] }");
                Connection service =
                        Nats.connect(options(server).userInfo("a", "a").build())) {
            assertThatThrownBy(() -> listen(service))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("does not let", "shop.shipped");

            try (ServiceHost host = ServiceHost.builder(service)
                    .add(onShipped(SubscribeOptions.DEFAULT.withQueueGroup("billing"), heard::add))
                    .start()) {
                assertThat(host.subscriptions()).hasSize(1);
            }
        }
    }
}
