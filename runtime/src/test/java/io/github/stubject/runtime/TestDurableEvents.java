package io.github.stubject.runtime;

import io.github.stubject.runtime.test.Customer;
import io.github.stubject.runtime.test.HelloRequest;
import io.github.stubject.runtime.test.OrderRequest;
import io.github.stubject.runtime.test.Region;

/** Durable events of one stream, as the generator would make them. */
final class TestDurableEvents {
    static final RpcService SERVICE = RpcService.of("acme.Orders");

    /** Without a message id. */
    static final DurableEvent<HelloRequest> GREETED =
            DurableEvent.of(SERVICE, "Greeted", "orders.greeted", HelloRequest.getDefaultInstance(), "ORDERS");

    static final DurableEvent<OrderRequest> CREATED = DurableEvent.of(
                    SERVICE, "Created", "orders.created.{region}", OrderRequest.getDefaultInstance(), "ORDERS")
            .withMessageId("id");

    static final DurableEvent<OrderRequest> SHIPPED = DurableEvent.of(
                    SERVICE, "Shipped", "orders.shipped", OrderRequest.getDefaultInstance(), "ORDERS")
            .withMessageId("id")
            .withKey("customer.id", 4);

    private TestDurableEvents() {}

    static OrderRequest order(String id) {
        return OrderRequest.newBuilder()
                .setId(id)
                .setRegion(Region.EU)
                .setCustomer(Customer.newBuilder().setId("c-" + id))
                .build();
    }
}
