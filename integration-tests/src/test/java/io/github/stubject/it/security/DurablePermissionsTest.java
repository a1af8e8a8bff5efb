package io.github.stubject.it.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.acme.hello.HelloRequest;
import io.github.stubject.runtime.DurableEvent;
import io.github.stubject.runtime.DurableOptions;
import io.github.stubject.runtime.EventBinding;
import io.github.stubject.runtime.RpcService;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.SubscribeOptions;
import io.nats.client.Connection;
import io.nats.client.api.StreamConfiguration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The permissions that a listener of durable events needs: all is well with them, and it does not start without some. */
@Timeout(60)
class DurablePermissionsTest {
    private static final DurableEvent<HelloRequest> CREATED = DurableEvent.of(
            RpcService.of("acme.Orders"), "Created", "orders.created", HelloRequest.getDefaultInstance(), "ORDERS");

    /** What the generator would make of it. */
    public interface Listener {
        void created(HelloRequest event);
    }

    private static ServiceHost.Builder billing(GuideServer server, Listener listener) {
        DurableOptions consumer = DurableOptions.named("billing").deadLetters("dead", 1);
        return ServiceHost.builder(server.connectAs("billing"))
                .add(EventBinding.builder(
                                CREATED.service(), Listener.class, listener, SubscribeOptions.durable(consumer))
                        .event(CREATED, "created", listener::created)
                        .build(CREATED));
    }

    private static Connection admin(GuideServer server) throws Exception {
        Connection admin = server.connectAs("admin");
        for (String[] stream : new String[][] {{"ORDERS", "orders.>"}, {"DEAD", "dead.>"}}) {
            admin.jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name(stream[0])
                            .subjects(stream[1])
                            .build());
        }
        return admin;
    }

    private static void publish(Connection admin, String name) throws Exception {
        admin.jetStream()
                .publish(
                        "orders.created",
                        HelloRequest.newBuilder().setName(name).build().toByteArray());
    }

    @Test
    void theyAreAllThatIsNeeded() throws Exception {
        List<String> handled = new CopyOnWriteArrayList<>();
        try (GuideServer server = GuideServer.start("durable-permissions.conf")) {
            Connection admin = admin(server);
            try (ServiceHost host = billing(server, event -> {
                        if (event.getName().equals("bad")) {
                            throw new IllegalStateException("bad");
                        }
                        handled.add(event.getName());
                    })
                    .start()) {
                publish(admin, "bad");
                publish(admin, "good");

                await().untilAsserted(() -> assertThat(handled).containsExactly("good"));
                await().until(() -> host.subscriptions().get(0).deadLetters() == 1);
                await().until(() -> admin.jetStreamManagement()
                                .getConsumerInfo("ORDERS", "billing_Orders_Created")
                                .getNumAckPending()
                        == 0);
            }
            assertThat(server.errors()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$JS.API.STREAM.INFO.ORDERS",
                "$JS.API.STREAM.NAMES",
                "$JS.API.CONSUMER.INFO.ORDERS.billing_Orders_Created",
                "$JS.API.CONSUMER.CREATE.ORDERS.billing_Orders_Created.orders.created"
            })
    void withoutOneOfTheApiTheHostDoesNotStartAndNamesIt(String subject) throws Exception {
        try (GuideServer server = GuideServer.start(
                "durable-permissions.conf", text -> text.replace("\"" + subject + "\"", "\"none\""))) {
            Connection unused = admin(server);

            assertThatThrownBy(billing(server, event -> {})::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no answer from " + subject)
                    .hasMessageContaining("Permissions Violation");
        }
    }
}
