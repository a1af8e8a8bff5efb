package io.github.stubject.runtime;

import io.github.stubject.runtime.test.Region;
import io.github.stubject.runtime.test.Shipped;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What the generator would make of a service with events, written by hand. */
final class TestEvents {
    static final RpcService SERVICE = RpcService.of("acme.shop.Shipping");

    static final CoreEvent<Shipped> SHIPPED =
            CoreEvent.of(SERVICE, "Shipped", "shop.shipped", Shipped.getDefaultInstance());

    static final CoreEvent<Shipped> PLACED =
            CoreEvent.of(SERVICE, "Placed", "shop.{customer}.{region}.placed", Shipped.getDefaultInstance());

    static final SubjectParameter<String> PLACED_CUSTOMER = PLACED.parameter("customer", String.class);
    static final SubjectParameter<Region> PLACED_REGION = PLACED.parameter("region", Region.class);

    static final DurableEvent<Shipped> KEPT = DurableEvent.of(
                    SERVICE, "Kept", "shop.{customer}.kept", Shipped.getDefaultInstance(), "SHOP")
            .withKey("customer", 4);

    private TestEvents() {}

    interface ShippingListener {
        default void shipped(Shipped event) {}

        default void placed(Shipped event) {}

        default void kept(Shipped event) {}
    }

    interface ShippingListenerAsync {
        default CompletableFuture<?> shipped(Shipped event) {
            return CompletableFuture.completedFuture(null);
        }
    }

    static EventBinding listener(ShippingListener listener, SubscribeOptions options, EventMethod<?>... events) {
        return EventBinding.builder(SERVICE, ShippingListener.class, listener, options)
                .event(SHIPPED, "shipped", listener::shipped)
                .event(PLACED, "placed", listener::placed)
                .event(KEPT, "kept", listener::kept)
                .build(events);
    }

    static EventBinding listenerAsync(
            ShippingListenerAsync listener, SubscribeOptions options, EventMethod<?>... events) {
        return EventBinding.builder(SERVICE, ShippingListenerAsync.class, listener, options)
                .eventAsync(SHIPPED, "shipped", listener::shipped)
                .build(events);
    }

    /** Listens to one event. */
    static EventBinding onShipped(SubscribeOptions options, Consumer<Shipped> listener) {
        return listener(
                new ShippingListener() {
                    @Override
                    public void shipped(Shipped event) {
                        listener.accept(event);
                    }
                },
                options);
    }

    /** Listens to one with parameters. */
    static EventBinding onPlaced(SubscribeOptions options, Consumer<Shipped> listener) {
        return listener(
                new ShippingListener() {
                    @Override
                    public void placed(Shipped event) {
                        listener.accept(event);
                    }
                },
                options);
    }

    static Shipped number(long number) {
        return Shipped.newBuilder().setNumber(number).build();
    }

    static Shipped placed(String customer, Region region, long number) {
        return Shipped.newBuilder()
                .setCustomer(customer)
                .setRegion(region)
                .setNumber(number)
                .build();
    }

    static void publish(RpcClient client, long number) {
        client.publish(SHIPPED, number(number), PublishOptions.DEFAULT);
    }

    /** What became of the events of the only subscription. */
    static SubscriptionStats stats(ServiceHost host) {
        return host.subscriptions().get(0);
    }
}
