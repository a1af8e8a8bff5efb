package com.acme.orders;

import io.github.stubject.runtime.CallContext;
import io.github.stubject.runtime.DurableOptions;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.StartFrom;
import io.github.stubject.runtime.StoredEvent;
import io.github.stubject.runtime.SubscribeOptions;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Writes a bill for each order. All who bill share one durable consumer, so each order goes to one of them. */
final class Billing implements OrdersListener {
    private static final long WORK_MILLIS = 20;

    private final Bills bills;

    Billing(Bills bills) {
        this.bills = bills;
    }

    @Override
    public void created(Order order) {
        work();
        StoredEvent event = CallContext.current().storedEvent();
        String what = bills.write(order) ? "billed" : "had a bill already";
        System.out.printf(
                "%s %s (number %d in the stream, delivery %d)%n",
                order.getId(), what, event.sequence(), event.deliveries());
    }

    /** What takes its time, and may be cut short by a crash. */
    private static void work() {
        try {
            TimeUnit.MILLISECONDS.sleep(WORK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted; the order will be delivered again", e);
        }
    }

    /** Bills until it is stopped. The argument is the folder of the bills. */
    public static void main(String[] args) throws Exception {
        String url = System.getenv().getOrDefault("NATS_URL", Options.DEFAULT_URL);
        DurableOptions consumer = DurableOptions.named("billing")
                .startFrom(StartFrom.allEvents())
                .ackWait(Duration.ofSeconds(2)) // so soon others go on where one has crashed
                .deadLetters("dead", 10);
        try (Connection nats = Nats.connect(url);
                ServiceHost host = ServiceHost.builder(nats)
                        .add(OrdersBinding.listener(
                                new Billing(new Bills(Path.of(args[0]))), SubscribeOptions.durable(consumer)))
                        .start()) {
            System.out.println("Ready as instance " + host.instance());
            host.awaitShutdown();
        }
    }
}
