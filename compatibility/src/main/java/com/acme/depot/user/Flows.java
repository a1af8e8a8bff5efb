package com.acme.depot.user;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Lists as publishers, and back. */
final class Flows {
    private Flows() {}

    /** All that the publisher says, asked for two at a time. */
    static <T> CompletableFuture<List<T>> collect(Flow.Publisher<T> publisher) {
        CompletableFuture<List<T>> all = new CompletableFuture<>();
        publisher.subscribe(new Collector<>(all));
        return all;
    }

    /** Says the items, once they are there, to one subscriber. */
    static <T> Flow.Publisher<T> publisher(CompletableFuture<List<T>> items) {
        return subscriber -> subscriber.onSubscribe(new Items<>(items, subscriber));
    }

    private static final class Collector<T> implements Flow.Subscriber<T> {
        private final List<T> items = new ArrayList<>();
        private final CompletableFuture<List<T>> all;
        private Flow.@Nullable Subscription subscription;

        private Collector(CompletableFuture<List<T>> all) {
            this.all = all;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscription.request(2);
        }

        @Override
        public void onNext(T item) {
            items.add(item);
            if (subscription != null && items.size() % 2 == 0) {
                subscription.request(2);
            }
        }

        @Override
        public void onError(Throwable failure) {
            all.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            all.complete(items);
        }
    }

    private static final class Items<T> implements Flow.Subscription {
        private final CompletableFuture<List<T>> items;
        private final Flow.Subscriber<? super T> subscriber;
        private long demand;
        private int next;
        private boolean ended;
        private boolean telling;

        private Items(CompletableFuture<List<T>> items, Flow.Subscriber<? super T> subscriber) {
            this.items = items;
            this.subscriber = subscriber;
            CompletableFuture<List<T>> unused = items.whenComplete((list, failure) -> tell());
        }

        @Override
        public synchronized void request(long more) {
            demand += more;
            tell();
        }

        @Override
        public synchronized void cancel() {
            ended = true;
        }

        // A subscriber that asks for more from within onNext comes back here, and leaves it to the loop.
        private synchronized void tell() {
            if (telling || ended || !items.isDone()) {
                return;
            }
            telling = true;
            try {
                List<T> list = items.join();
                while (!ended && demand > 0 && next < list.size()) {
                    demand--;
                    subscriber.onNext(list.get(next++));
                }
                if (!ended && next == list.size()) {
                    ended = true;
                    subscriber.onComplete();
                }
            } catch (RuntimeException e) {
                ended = true;
                subscriber.onError(e);
            } finally {
                telling = false;
            }
        }
    }
}
