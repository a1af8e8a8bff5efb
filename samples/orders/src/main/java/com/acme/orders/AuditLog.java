package com.acme.orders;

import io.github.stubject.runtime.CallContext;
import io.github.stubject.runtime.DurableOptions;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.StartFrom;
import io.github.stubject.runtime.SubscribeOptions;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;

/** Prints every order once, in the order in which they were placed, with a consumer of its own. */
final class AuditLog implements OrdersListener {
    private long last;

    @Override
    public synchronized void created(Order order) {
        long number = CallContext.current().storedEvent().sequence();
        if (number > last) { // else it has come before, and its ack was lost
            System.out.printf("%d %s %s %d%n", number, order.getId(), order.getCustomerId(), order.getCents());
            last = number;
        }
    }

    public static void main(String[] args) throws Exception {
        String url = System.getenv().getOrDefault("NATS_URL", Options.DEFAULT_URL);
        DurableOptions consumer =
                DurableOptions.named("audit").startFrom(StartFrom.allEvents()).inOrder();
        try (Connection nats = Nats.connect(url);
                ServiceHost host = ServiceHost.builder(nats)
                        .add(OrdersBinding.listener(new AuditLog(), SubscribeOptions.durable(consumer)))
                        .start()) {
            System.out.println("Ready as instance " + host.instance());
            host.awaitShutdown();
        }
    }
}
