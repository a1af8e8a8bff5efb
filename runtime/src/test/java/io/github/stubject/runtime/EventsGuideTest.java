package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.test.OrderRequest;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code docs/events.md} shows. */
@Timeout(60)
class EventsGuideTest {
    /** Stands for the generated one. */
    private static final class OrdersBinding {
        static final DurableEvent<OrderRequest> CREATED = TestDurableEvents.CREATED;
        static final DurableEvent<OrderRequest> SHIPPED = TestDurableEvents.SHIPPED;

        private OrdersBinding() {}
    }

    @Test
    void eventsArePublishedIntoTheirStream() throws Exception {
        OrderRequest event = TestDurableEvents.order("1");
        try (NatsServer server = NatsServer.start("jetstream: enabled");
                Connection nats = Nats.connect(server.url());
                RpcClient rpc = RpcClient.builder(nats).build()) {
            EventStream.of(OrdersBinding.CREATED).prepare(nats, Setup.CREATE);
            PublishAck ack = rpc.publish(OrdersBinding.CREATED, event, PublishOptions.DEFAULT);
            String stream = ack.stream(); // ORDERS
            long number = ack.sequence(); // its number there
            boolean again = ack.duplicate(); // whether the stream had it already, under the same message id

            CompletableFuture<PublishAck> later =
                    rpc.publishAsync(OrdersBinding.CREATED, event, PublishOptions.DEFAULT);
            assertThat(new PublishAck(stream, number, again)).isEqualTo(new PublishAck("ORDERS", 1, false));
            assertThat(later.get(10, TimeUnit.SECONDS).duplicate()).isTrue();
        }
    }

    @Test
    void streamsAreMadeFromEvents() throws Exception {
        EventStream orders = EventStream.of(OrdersBinding.CREATED, OrdersBinding.SHIPPED)
                .configure(stream -> stream.replicas(1).maxAge(Duration.ofDays(30)));
        try (NatsServer server = NatsServer.start("jetstream: enabled");
                Connection nats = Nats.connect(server.url())) {
            // At once,
            orders.prepare(nats, Setup.CREATE);
            // or when a host starts, before it subscribes to anything,
            ServiceHost.Builder host = ServiceHost.builder(nats).stream(orders, Setup.CREATE);
            // or by other tools, such as nats stream add --config
            String json = orders.toJson();
            host.add(TestService.of(TestService.greeting(name -> name), TestService.GREET))
                    .start()
                    .close();
            assertThat(json).contains("\"max_age\":2592000000000000");
        }
    }
}
