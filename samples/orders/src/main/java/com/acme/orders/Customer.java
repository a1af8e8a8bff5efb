package com.acme.orders;

import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.RpcException;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;

/** Places orders of Alice's, and tries to place one of Bob's, which the server does not let through. */
public final class Customer {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private Customer() {}

    /** The argument is how many orders. */
    public static void main(String[] args) throws Exception {
        int orders = Integer.parseInt(args[0]);
        String url = System.getenv().getOrDefault("NATS_URL", Options.DEFAULT_URL);
        try (Connection nats = Nats.connect(url)) {
            OrdersClient desk = OrdersClient.create(nats);
            for (int i = 1; i <= orders; i++) {
                desk.place(order("alice-" + i, "alice", i));
            }
            System.out.println("Alice has placed " + orders + " orders");
            Receipt again = desk.place(order("alice-1", "alice", 1));
            System.out.println("Placed alice-1 once more: " + (again.getKnown() ? "it was known" : "it was new"));
            try {
                desk.with(CallOptions.DEFAULT.withTimeout(PATIENCE)).place(order("bob-1", "bob", 1));
                System.out.println("Alice has placed an order of Bob's");
            } catch (RpcException e) {
                System.out.println("Alice cannot place an order of Bob's: " + e.code());
            }
        }
    }

    private static Order order(String id, String customer, long cents) {
        return Order.newBuilder()
                .setId(id)
                .setCustomerId(customer)
                .setCents(cents)
                .build();
    }
}
