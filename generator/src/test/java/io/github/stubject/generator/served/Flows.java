package io.github.stubject.generator.served;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

/** Publishers of one item, and their items. */
final class Flows {
    private Flows() {}

    static <T> Flow.Publisher<T> one(T item) {
        return subscriber -> {
            try (SubmissionPublisher<T> publisher = new SubmissionPublisher<>(Runnable::run, 1)) {
                publisher.subscribe(subscriber);
                publisher.submit(item);
            }
        };
    }

    static <T> CompletableFuture<List<T>> all(Flow.Publisher<T> publisher) {
        CompletableFuture<List<T>> result = new CompletableFuture<>();
        publisher.subscribe(new Flow.Subscriber<T>() {
            private final List<T> items = new ArrayList<>();

            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(T item) {
                items.add(item);
            }

            @Override
            public void onError(Throwable failure) {
                result.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                result.complete(items);
            }
        });
        return result;
    }
}
