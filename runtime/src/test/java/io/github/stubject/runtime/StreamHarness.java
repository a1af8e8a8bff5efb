package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** What tests of streams share: a look at what stays behind, and subscribers and publishers to try with. */
abstract class StreamHarness extends CallHarness {
    /** Short, so that nobody waits long for what is noticed by its absence. */
    static final Duration BEAT = Duration.ofMillis(100);

    /** Waits until neither side has anything left of any stream. */
    static void awaitNothingLeft(ServiceHost host, RpcClient client) {
        awaitNothingLeft(host);
        awaitNothingLeft(client);
    }

    static void awaitNothingLeft(ServiceHost host) {
        await().untilAsserted(() -> {
            assertThat(host.inFlight()).as("in flight").isZero();
            assertThat(host.streams().size()).as("streams of the host").isZero();
            assertThat(host.streams().budget().isWhole()).as("the host's bytes").isTrue();
        });
    }

    static void awaitNothingLeft(RpcClient client) {
        await().untilAsserted(() -> {
            assertThat(client.outstanding()).as("outstanding").isZero();
            assertThat(client.timers()).as("timers").isZero();
            assertThat(client.streams().size()).as("streams of the client").isZero();
            assertThat(client.streams().budget().isWhole())
                    .as("the client's bytes")
                    .isTrue();
        });
    }

    /** Takes what comes, asking for some at first and for one more with each. */
    static class Taker<T> implements Flow.Subscriber<T> {
        final List<T> seen = new CopyOnWriteArrayList<>();
        final CountDownLatch subscribed = new CountDownLatch(1);
        final CountDownLatch first = new CountDownLatch(1);
        final CountDownLatch end = new CountDownLatch(1);
        private final long demand;
        volatile @Nullable Throwable failure;
        volatile Flow.@Nullable Subscription subscription;

        Taker(long demand) {
            this.demand = demand;
        }

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscription = newSubscription;
            subscribed.countDown();
            if (demand > 0) {
                newSubscription.request(demand);
            }
        }

        @Override
        public void onNext(T item) {
            seen.add(item);
            first.countDown();
            request(1);
        }

        final void request(long more) {
            Flow.Subscription current = subscription;
            if (current != null) {
                current.request(more);
            }
        }

        final void cancel() {
            Flow.Subscription current = subscription;
            if (current != null) {
                current.cancel();
            }
        }

        @Override
        public void onError(Throwable thrown) {
            failure = thrown;
            end.countDown();
        }

        @Override
        public void onComplete() {
            end.countDown();
        }

        final RpcException error() {
            waitFor(end);
            Throwable thrown = failure;
            assertThat(thrown).isInstanceOf(RpcException.class);
            return (RpcException) java.util.Objects.requireNonNull(thrown);
        }
    }
}
