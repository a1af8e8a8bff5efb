package io.github.stubject.runtime;

import io.github.stubject.runtime.test.HelloRequest;
import io.github.stubject.runtime.test.OrderRequest;
import io.github.stubject.runtime.test.Region;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What the generator would make of a small service with durable events, written by hand. */
final class OrderEvents {
    static final RpcService SERVICE = RpcService.of("acme.Orders");

    static final DurableEvent<HelloRequest> CREATED =
            DurableEvent.of(SERVICE, "Created", "orders.created", HelloRequest.getDefaultInstance(), "ORDERS");

    static final DurableEvent<OrderRequest> PLACED = DurableEvent.of(
                    SERVICE, "Placed", "orders.{region}.placed", OrderRequest.getDefaultInstance(), "ORDERS")
            .withKey("id", 8);

    static final SubjectParameter<Region> REGION = PLACED.parameter("region", Region.class);

    private OrderEvents() {}

    interface OrdersListener {
        default void created(HelloRequest event) {}

        default void placed(OrderRequest event) {}
    }

    interface OrdersListenerAsync {
        default CompletableFuture<?> created(HelloRequest event) {
            return CompletableFuture.completedFuture(null);
        }
    }

    static EventBinding listener(OrdersListener listener, SubscribeOptions options) {
        return EventBinding.builder(SERVICE, OrdersListener.class, listener, options)
                .event(CREATED, "created", listener::created)
                .event(PLACED, "placed", listener::placed)
                .build();
    }

    static EventBinding listenerAsync(OrdersListenerAsync listener, SubscribeOptions options) {
        return EventBinding.builder(SERVICE, OrdersListenerAsync.class, listener, options)
                .eventAsync(CREATED, "created", listener::created)
                .build();
    }

    static EventBinding created(DurableOptions consumer, Consumer<HelloRequest> handler) {
        return created(SubscribeOptions.durable(consumer), handler);
    }

    static EventBinding created(SubscribeOptions options, Consumer<HelloRequest> handler) {
        return listener(
                new OrdersListener() {
                    @Override
                    public void created(HelloRequest event) {
                        handler.accept(event);
                    }
                },
                options);
    }

    static EventBinding placed(SubscribeOptions options, Consumer<OrderRequest> handler) {
        return listener(
                new OrdersListener() {
                    @Override
                    public void placed(OrderRequest event) {
                        handler.accept(event);
                    }
                },
                options);
    }
}
