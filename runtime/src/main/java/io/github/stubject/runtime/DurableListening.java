package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.SubscriptionGroup;
import io.github.stubject.runtime.internal.transport.Transport;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What all consumers of one host share: what they ask JetStream with, one reading thread, one timer. */
final class DurableListening implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ServiceHost.class.getName());
    private static final long TICK_MS = 100;

    private final Transport transport;
    private final ConsumerApi api;
    private final SubscriptionGroup group;
    private final ScheduledThreadPoolExecutor timer;
    private final List<DurableConsumer> consumers = new CopyOnWriteArrayList<>();
    private final Runnable endListening;

    DurableListening(Transport transport) {
        this.transport = transport;
        this.api = new ConsumerApi(transport);
        this.group = transport.newSubscriptionGroup();
        this.timer = new ScheduledThreadPoolExecutor(1, Threads.daemons("stubject-consumers"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.endListening = transport.onDisconnect(() -> consumers.forEach(DurableConsumer::disconnected));
    }

    Transport transport() {
        return transport;
    }

    ConsumerApi api() {
        return api;
    }

    SubscriptionGroup group() {
        return group;
    }

    /** Has it look after its events and its requests from now on. */
    void add(DurableConsumer consumer) {
        if (consumers.isEmpty()) {
            var unused = timer.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        }
        consumers.add(consumer);
    }

    private void tick() {
        long now = System.nanoTime();
        boolean connected = transport.isConnected();
        for (DurableConsumer consumer : consumers) {
            try {
                consumer.tick(now, connected);
            } catch (RuntimeException | Error e) { // the others, and the next time, shall not suffer
                LOG.log(Level.ERROR, "A consumer could not be looked after", e);
            }
        }
    }

    /** Runs the action later, unless all is over by then. */
    void later(long millis, Runnable action) {
        try {
            var unused = timer.schedule(action, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The host is closed.
        }
    }

    /** Ends what events come through, and gives back what waits. */
    boolean drain(Duration limit) throws InterruptedException {
        boolean done = group.drain(limit);
        consumers.forEach(DurableConsumer::giveBack);
        return done;
    }

    @Override
    public void close() {
        endListening.run();
        timer.shutdownNow();
        group.close();
        api.close();
    }
}
