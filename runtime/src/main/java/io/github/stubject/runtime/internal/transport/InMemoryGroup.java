package io.github.stubject.runtime.internal.transport;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Subscriptions at an {@link InMemoryBroker}, read by one daemon thread that ends with the group. */
final class InMemoryGroup implements SubscriptionGroup {
    /** As with jnats, what comes while so many messages wait is dropped. */
    private static final int MAX_PENDING = 512 * 1024;

    private final InMemoryBroker broker;
    private final BlockingQueue<Runnable> pending = new LinkedBlockingQueue<>(MAX_PENDING);
    private final Thread reader;
    private volatile boolean closed;

    InMemoryGroup(InMemoryBroker broker) {
        this.broker = broker;
        this.reader = new Thread(this::read, "stubject-in-memory-reader");
        reader.setDaemon(true);
        reader.start();
    }

    record Subscription(
            InMemoryGroup group,
            String patternText,
            List<String> pattern,
            @Nullable String queueGroup,
            Receiver receiver) {
        void deliver(InboundMessage message) {
            group.pending.offer(() -> receiver.receive(message));
        }
    }

    @Override
    public void subscribe(String subject, @Nullable String queueGroup, Receiver receiver) {
        broker.add(new Subscription(this, subject, List.of(subject.split("\\.", -1)), queueGroup, receiver));
    }

    private void read() {
        while (!closed) {
            try {
                pending.take().run();
            } catch (InterruptedException e) {
                // By close(), or by user code that has left the flag.
            }
        }
    }

    @Override
    public boolean drain(Duration limit) throws InterruptedException {
        broker.removeAll(this);
        CountDownLatch emptied = new CountDownLatch(1);
        try {
            return pending.offer(emptied::countDown, limit.toNanos(), TimeUnit.NANOSECONDS)
                    && emptied.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        broker.removeAll(this);
        closed = true;
        reader.interrupt();
    }
}
