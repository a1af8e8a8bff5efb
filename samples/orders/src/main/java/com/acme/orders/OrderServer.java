package com.acme.orders;

import io.github.stubject.runtime.EventStream;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.Setup;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;

/** Takes orders until it is stopped. The environment variable NATS_URL says where nats-server is, and who this is. */
public final class OrderServer {
    private OrderServer() {}

    public static void main(String[] args) throws Exception {
        String url = System.getenv().getOrDefault("NATS_URL", Options.DEFAULT_URL);
        EventStream orders =
                EventStream.of(OrdersBinding.CREATED).configure(stream -> stream.maxAge(Duration.ofDays(30)));
        try (Connection nats = Nats.connect(url)) {
            orders.prepare(nats, Setup.CREATE);
            EventStream.ofDeadLetters("DEAD", "dead").prepare(nats, Setup.CREATE);
            OrderDesk desk = new OrderDesk(OrdersPublisher.create(nats));
            try (ServiceHost host =
                    ServiceHost.builder(nats).add(OrdersBinding.of(desk)).start()) {
                System.out.println("Ready as instance " + host.instance());
                host.awaitShutdown();
            }
        }
    }
}
