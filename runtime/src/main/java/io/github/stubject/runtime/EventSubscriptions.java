package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.transport.SubscriptionGroup;
import io.github.stubject.runtime.internal.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * All that one host listens to. Listeners have threads of their own, apart from those of calls. Core events come through one
 * subscription group; what subscribes to the same once more is in a further one, as a group subscribes to each subject once.
 */
final class EventSubscriptions {
    private final Transport transport;
    private final List<Interceptor> interceptors;
    private final HandlerThreads threads;
    private final List<Subscription> all = new ArrayList<>();
    private final List<CoreGroup> groups = new ArrayList<>();
    /** {@code null} as long as nothing comes through consumers. */
    private @Nullable DurableListening durable;

    private record CoreGroup(SubscriptionGroup group, Set<String> patterns) {}

    EventSubscriptions(Transport transport, List<Interceptor> interceptors, List<ListenedEvent<?>> listened) {
        this.transport = transport;
        this.interceptors = interceptors;
        this.threads = new HandlerThreads(listened.size());
        listened.forEach(one -> all.add(subscription(one)));
    }

    private <E extends Message> Subscription subscription(ListenedEvent<E> listened) {
        return listened.isStored() ? durable(listened) : core(listened);
    }

    private <E extends Message> Subscription core(ListenedEvent<E> listened) {
        return new CoreSubscription<>(listened, groupWithout(listened.pattern()), threads.forMethod(), interceptors);
    }

    private <E extends Message> Subscription durable(ListenedEvent<E> listened) {
        if (durable == null) {
            durable = new DurableListening(transport);
        }
        return new DurableSubscription<>(listened, durable, threads.forMethod(), interceptors);
    }

    private SubscriptionGroup groupWithout(String pattern) {
        for (CoreGroup one : groups) {
            if (one.patterns().add(pattern)) {
                return one.group();
            }
        }
        CoreGroup added = new CoreGroup(transport.newSubscriptionGroup(), new HashSet<>(Set.of(pattern)));
        groups.add(added);
        return added.group();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * Begins to take events. When this returns, the server knows what is listened to.
     *
     * @throws IllegalStateException if the connection may not, or what a consumer needs cannot be had
     * @throws TimeoutException if the server does not confirm it
     */
    void start(Duration limit) throws TimeoutException, InterruptedException {
        if (all.isEmpty()) {
            return;
        }
        for (Subscription one : all) {
            one.prepare();
        }
        RefusedSubjects refused = new RefusedSubjects(transport);
        all.forEach(Subscription::start);
        transport.flush(limit);
        refused.check(all.stream().map(one -> one.stats().subject()).toList());
    }

    /** What became of the events so far. */
    List<SubscriptionStats> stats() {
        return all.stream().map(Subscription::stats).toList();
    }

    void resetStats() {
        all.forEach(Subscription::resetStats);
    }

    /** Takes nothing more, without losing what the server has sent; whether that was done within the limit. */
    boolean drain(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        all.forEach(Subscription::drain);
        // First what is to be given back: others wait for it.
        boolean done = durable == null || durable.drain(limit);
        for (CoreGroup one : groups) {
            done &= one.group().drain(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
        return done;
    }

    /** Waits until nothing waits and nothing runs; whether that came within the time. */
    boolean awaitIdle(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        boolean idle = true;
        for (Subscription one : all) {
            idle &= one.awaitIdle(end - System.nanoTime());
        }
        return idle;
    }

    /** Gives up what waits, cancels and interrupts what runs. */
    void abort() {
        all.forEach(Subscription::abort);
    }

    /** Ends all at once. */
    void close() {
        groups.forEach(one -> one.group().close());
        abort();
        if (durable != null) {
            durable.close();
        }
        threads.shutdownNow();
    }
}
