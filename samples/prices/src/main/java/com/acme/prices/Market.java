package com.acme.prices;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Where one share is traded: its price changes at every tick. Tells all readers. */
final class Market implements AutoCloseable {
    private final String symbol;
    private final Random random = new Random(1);
    private final List<LatestPrice> readers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private Price price;

    Market(String symbol) {
        this.symbol = symbol;
        this.price = Price.newBuilder().setSymbol(symbol).setCents(10_000).build();
    }

    String symbol() {
        return symbol;
    }

    /** A thousand ticks a second from now on. */
    void open() {
        clock.scheduleAtFixedRate(this::tick, 0, 1, TimeUnit.MILLISECONDS);
    }

    synchronized void tick() {
        price = price.toBuilder()
                .setNumber(price.getNumber() + 1)
                .setCents(Math.max(1, price.getCents() + random.nextInt(21) - 10))
                .build();
        readers.forEach(reader -> reader.offer(price));
    }

    /** The price now, and from then on as it changes. */
    Flow.Publisher<Price> prices() {
        return this::addReader;
    }

    private synchronized void addReader(Flow.Subscriber<? super Price> subscriber) {
        LatestPrice reader = new LatestPrice(subscriber, readers::remove);
        readers.add(reader);
        subscriber.onSubscribe(reader);
        reader.offer(price);
    }

    int readers() {
        return readers.size();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
