package com.acme.prices;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Stores prices, one after the other as they come: what is sent faster waits at the sender. */
final class PriceArchive implements Archive {
    /** How many prices are stored between two words of progress. */
    static final int STEP = 2_500;

    private final AtomicLong total = new AtomicLong();

    @Override
    public Stream<Progress> upload(Stream<Price> prices) {
        AtomicLong stored = new AtomicLong();
        Stream<Progress> steps = prices.peek(this::store)
                .filter(price -> stored.incrementAndGet() % STEP == 0)
                .map(price -> progress(stored, false));
        Stream<Progress> end = Stream.of(stored).map(count -> progress(count, true));
        return Stream.concat(steps, end);
    }

    private void store(Price price) {
        total.incrementAndGet();
    }

    private static Progress progress(AtomicLong stored, boolean complete) {
        return Progress.newBuilder()
                .setStored(stored.get())
                .setComplete(complete)
                .build();
    }

    /** How many prices all uploads have stored. */
    long total() {
        return total.get();
    }
}
