package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.InMemoryBroker;
import io.github.stubject.runtime.internal.transport.SubscriptionGroup;
import io.github.stubject.runtime.internal.transport.Transport;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a broker in memory that lose, delay, and so reorder, and repeat whatever is published: requests, frames,
 * beats, errors. What happens to which message is up to a seed, as far as threads let it be.
 */
final class FaultyNetwork implements AutoCloseable {
    private final InMemoryBroker broker = new InMemoryBroker();
    private final ScheduledExecutorService later =
            Executors.newScheduledThreadPool(1, Threads.daemons("faulty-network"));
    private final Faults faults;
    private final Random random;
    private volatile boolean active = true;

    /**
     * What goes wrong.
     *
     * @param drop which part of the messages is lost
     * @param repeat which part comes twice
     * @param delay which part comes later, and so perhaps after others
     * @param longestDelayMs how much later at most
     */
    record Faults(double drop, double repeat, double delay, int longestDelayMs) {
        boolean loses() {
            return drop > 0;
        }
    }

    FaultyNetwork(Faults faults, long seed) {
        this.faults = faults;
        this.random = new Random(seed);
    }

    Transport connect() {
        return new Faulty(broker.connect());
    }

    /** Nothing goes wrong any more. */
    void heal() {
        active = false;
    }

    private void publish(Runnable publish) {
        boolean drop;
        int copies;
        boolean[] delayed;
        long[] delays;
        synchronized (random) {
            drop = active && random.nextDouble() < faults.drop();
            copies = active && random.nextDouble() < faults.repeat() ? 2 : 1;
            delayed = new boolean[copies];
            delays = new long[copies];
            for (int i = 0; i < copies; i++) {
                delayed[i] = active && random.nextDouble() < faults.delay();
                delays[i] = random.nextInt(1000 * faults.longestDelayMs() + 1);
            }
        }
        for (int i = 0; i < copies && !drop; i++) {
            if (delayed[i]) {
                Future<?> unused = later.schedule(publish, delays[i], TimeUnit.MICROSECONDS);
            } else {
                publish.run();
            }
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
    }

    private final class Faulty implements Transport {
        private final Transport right;

        private Faulty(Transport right) {
            this.right = right;
        }

        @Override
        public void publish(String subject, @Nullable String replyTo, @Nullable Headers headers, byte[] data) {
            Headers copy = headers == null ? null : new Headers(headers);
            FaultyNetwork.this.publish(() -> right.publish(subject, replyTo, copy, data));
        }

        @Override
        public SubscriptionGroup newSubscriptionGroup() {
            return right.newSubscriptionGroup();
        }

        @Override
        public void flush(Duration limit) throws TimeoutException, InterruptedException {
            right.flush(limit);
        }

        @Override
        public boolean isConnected() {
            return right.isConnected();
        }

        @Override
        public long maxPayload() {
            return right.maxPayload();
        }

        @Override
        public boolean hearsItself() {
            return right.hearsItself();
        }

        @Override
        public String newInbox() {
            return right.newInbox();
        }

        @Override
        public Runnable onClose(Runnable action) {
            return right.onClose(action);
        }

        @Override
        public Runnable onDisconnect(Runnable action) {
            return right.onDisconnect(action);
        }
    }
}
