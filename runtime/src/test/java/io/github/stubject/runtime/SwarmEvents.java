package io.github.stubject.runtime;

import io.github.stubject.runtime.test.OrderRequest;
import io.github.stubject.runtime.test.Region;
import java.time.Duration;
import java.util.function.Consumer;

/** The events of an {@link EventSwarm}: some in order by key, some in any, with and without poison. */
final class SwarmEvents {
    /** In order by key; the message id is given. */
    static final DurableEvent<OrderRequest> PLACED = OrderEvents.PLACED;

    /** In any order; the message id is the schema's. */
    static final DurableEvent<OrderRequest> NOTED = DurableEvent.of(
                    OrderEvents.SERVICE, "Noted", "orders.noted", OrderRequest.getDefaultInstance(), "ORDERS")
            .withMessageId("id");

    static final String ORDERS = "ORDERS";
    static final String DEAD = "DEAD";

    /** The beginning of keys of those in any order. */
    static final String LOOSE = "loose-";

    /** Enough for what is killed now and then, few enough for what kills. */
    static final int DELIVERIES_IN_ORDER = 3;

    /** What waits is delivered too, so a process that is killed takes a delivery of many. */
    private static final int DELIVERIES_IN_ANY_ORDER = 8;

    private static final Duration ACK_WAIT = Duration.ofMillis(1500);
    private static final Duration BACKOFF = Duration.ofMillis(50);

    /** What handling an event does. */
    enum Kind {
        /** Succeeds, at the second time at the latest. */
        GOOD,
        /** Throws each time. */
        THROWS,
        /** Kills its process each time. */
        HALTS,
        /** Throws each time but the last, when it kills its process. */
        HALTS_LAST
    }

    private SwarmEvents() {}

    interface Listener {
        default void placed(OrderRequest event) {}

        default void noted(OrderRequest event) {}
    }

    static OrderRequest event(String key, int number, Kind kind) {
        return OrderRequest.newBuilder()
                .setId(key)
                .setShard(number)
                .setRegion(key.hashCode() % 2 == 0 ? Region.EU : Region.US)
                .addLines(kind.name())
                .build();
    }

    static Kind kindOf(OrderRequest event) {
        return Kind.valueOf(event.getLines(0));
    }

    /** One word for an event. */
    static String nameOf(OrderRequest event) {
        return event.getId() + "/" + event.getShard() + "/" + event.getLines(0);
    }

    static String keyOf(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    static int numberOf(String name) {
        return Integer.parseInt(name.substring(name.indexOf('/') + 1, name.lastIndexOf('/')));
    }

    static long mostDeliveries(String name) {
        return name.startsWith(LOOSE) ? DELIVERIES_IN_ANY_ORDER : DELIVERIES_IN_ORDER;
    }

    static boolean isPoison(String name) {
        return !name.endsWith("/" + Kind.GOOD);
    }

    static EventBinding placed(Consumer<OrderRequest> handler) {
        DurableOptions consumer = options("keys").inOrder().deadLetters("dead", DELIVERIES_IN_ORDER);
        Listener listener = new Listener() {
            @Override
            public void placed(OrderRequest event) {
                handler.accept(event);
            }
        };
        return EventBinding.builder(OrderEvents.SERVICE, Listener.class, listener, SubscribeOptions.durable(consumer))
                .event(PLACED, "placed", listener::placed)
                .build();
    }

    static EventBinding noted(Consumer<OrderRequest> handler) {
        DurableOptions consumer = options("any").prefetch(16).deadLetters("dead", DELIVERIES_IN_ANY_ORDER);
        Listener listener = new Listener() {
            @Override
            public void noted(OrderRequest event) {
                handler.accept(event);
            }
        };
        return EventBinding.builder(
                        OrderEvents.SERVICE,
                        Listener.class,
                        listener,
                        SubscribeOptions.durable(consumer).withParallelism(4))
                .event(NOTED, "noted", listener::noted)
                .build();
    }

    private static DurableOptions options(String name) {
        return DurableOptions.named(name)
                .startFrom(StartFrom.allEvents())
                .ackWait(ACK_WAIT)
                .backoff(BACKOFF);
    }
}
