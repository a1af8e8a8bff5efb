package com.acme.prices;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Takes one price, and asks for the next only some time later. No thread waits meanwhile. */
final class SlowReader implements Flow.Subscriber<Price> {
    private static final Executor LATER = CompletableFuture.delayedExecutor(400, TimeUnit.MILLISECONDS);

    private final AtomicLong newest;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile Flow.Subscription subscription;
    private volatile int seen;
    private volatile long mostBehind;

    /** @param newest the number of the newest price that somebody else has seen */
    SlowReader(AtomicLong newest) {
        this.newest = newest;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        newSubscription.request(1);
    }

    @Override
    public void onNext(Price price) {
        long other = newest.get();
        seen++;
        mostBehind = Math.max(mostBehind, other - price.getNumber());
        System.out.printf(
                "  slow reader has price %,6d: %6.2f   the fast one has %,6d%n",
                price.getNumber(), price.getCents() / 100.0, other);
        LATER.execute(() -> subscription.request(1));
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }

    /** Ends the call. Throws if it has failed before. */
    void stop() {
        subscription.cancel();
        end.complete(null);
        end.join();
    }

    int seen() {
        return seen;
    }

    long mostBehind() {
        return mostBehind;
    }
}
