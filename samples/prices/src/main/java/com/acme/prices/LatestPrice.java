package com.acme.prices;

import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * Gives one reader the newest price whenever there is room for one. What it asks for is what the caller at the other side
 * of the network asks for, so nothing piles up for the slow, and the market never waits.
 */
final class LatestPrice implements Flow.Subscription {
    private final Flow.Subscriber<? super Price> reader;
    private final Consumer<LatestPrice> onEnd;
    private long wanted;
    private Price unseen;
    private boolean ended;

    LatestPrice(Flow.Subscriber<? super Price> reader, Consumer<LatestPrice> onEnd) {
        this.reader = reader;
        this.onEnd = onEnd;
    }

    /** Takes the place of a price that the reader has not had yet. */
    synchronized void offer(Price price) {
        unseen = price;
        give();
    }

    @Override
    public synchronized void request(long n) {
        if (ended) {
            return;
        }
        if (n <= 0) {
            cancel();
            reader.onError(new IllegalArgumentException("asked for " + n + " prices"));
            return;
        }
        wanted = wanted > Long.MAX_VALUE - n ? Long.MAX_VALUE : wanted + n;
        give();
    }

    private void give() {
        if (wanted > 0 && unseen != null && !ended) {
            Price price = unseen;
            unseen = null;
            wanted--;
            reader.onNext(price);
        }
    }

    @Override
    public synchronized void cancel() {
        ended = true;
        onEnd.accept(this);
    }
}
