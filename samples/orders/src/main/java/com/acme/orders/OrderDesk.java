package com.acme.orders;

import io.github.stubject.runtime.PublishAck;

/** Takes orders. What it has said yes to is in the stream. */
final class OrderDesk implements Orders {
    private final OrdersPublisher events;

    OrderDesk(OrdersPublisher events) {
        this.events = events;
    }

    @Override
    public Receipt place(Order order) {
        PublishAck ack = events.created(order);
        return Receipt.newBuilder()
                .setNumber(ack.sequence())
                .setKnown(ack.duplicate())
                .build();
    }
}
