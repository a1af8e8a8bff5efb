package io.github.stubject.runtime.internal.transport;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The transport over a user's jnats connection, whose options are the user's and may be any. */
public final class JnatsTransport implements Transport {
    private static final int NO_RESPONDERS = 503;
    private static final long FLUSH_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Connection connection;

    public JnatsTransport(Connection connection) {
        this.connection = connection;
    }

    @Override
    public SubscriptionGroup newSubscriptionGroup() {
        return new DispatcherGroup(connection);
    }

    @Override
    public void publish(String subject, @Nullable String replyTo, @Nullable Headers headers, byte[] data) {
        connection.publish(subject, replyTo, headers, data);
    }

    /** In steps, since jnats goes on waiting when the connection is lost meanwhile. */
    @Override
    public void flush(Duration limit) throws TimeoutException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            long left = Math.max(1, Math.min(FLUSH_STEP_NANOS, end - System.nanoTime()));
            try {
                connection.flush(Duration.ofNanos(left));
                return;
            } catch (TimeoutException e) {
                if (!isConnected() || System.nanoTime() - end >= 0) {
                    throw e;
                }
            }
        }
    }

    @Override
    public boolean isConnected() {
        return connection.getStatus() == Connection.Status.CONNECTED;
    }

    @Override
    public long maxPayload() {
        return connection.getMaxPayload();
    }

    @Override
    public String newInbox() {
        return connection.createInbox();
    }

    @Override
    public void onClose(Runnable action) {
        AtomicBoolean ran = new AtomicBoolean();
        Runnable once = () -> {
            if (ran.compareAndSet(false, true)) {
                action.run();
            }
        };
        connection.addConnectionListener(new CloseListener(once));
        if (connection.getStatus() == Connection.Status.CLOSED) {
            once.run();
        }
    }

    private record CloseListener(Runnable action) implements ConnectionListener {
        @Override
        @SuppressWarnings("deprecation") // it is the one abstract method; the newer one calls it
        public void connectionEvent(Connection connection, Events event) {
            if (event == Events.CLOSED) {
                action.run();
            }
        }
    }

    /** One jnats dispatcher, which has a thread and a queue of its own. */
    private static final class DispatcherGroup implements SubscriptionGroup {
        private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

        private final Connection connection;
        private final Dispatcher dispatcher;
        private final AtomicLong received = new AtomicLong();

        DispatcherGroup(Connection connection) {
            this.connection = connection;
            this.dispatcher = connection.createDispatcher();
        }

        @Override
        public void subscribe(String subject, @Nullable String queueGroup, Receiver receiver) {
            if (queueGroup == null) {
                dispatcher.subscribe(subject, message -> receive(receiver, message));
            } else {
                dispatcher.subscribe(subject, queueGroup, message -> receive(receiver, message));
            }
        }

        private void receive(Receiver receiver, Message message) {
            try {
                receiver.receive(new InboundMessage(
                        message.getSubject(),
                        message.getReplyTo(),
                        message.hasHeaders() ? message.getHeaders() : null,
                        message.getData(),
                        message.isStatusMessage() && message.getStatus().getCode() == NO_RESPONDERS));
            } finally {
                received.incrementAndGet();
            }
        }

        @Override
        public boolean drain(Duration limit) throws InterruptedException {
            long end = System.nanoTime() + limit.toNanos();
            try {
                return dispatcher.isActive() && unsubscribeAndEmpty(limit, end) && awaitDelivered(end);
            } finally {
                close();
            }
        }

        /**
         * Has jnats do it on a thread of its own: when the connection is lost meanwhile, jnats waits out the limit, though
         * nothing more can come.
         */
        private boolean unsubscribeAndEmpty(Duration limit, long end) throws InterruptedException {
            CompletableFuture<Boolean> emptied = new CompletableFuture<>();
            Thread drainer = new Thread(() -> drain(limit, emptied), "stubject-drain");
            drainer.setDaemon(true);
            drainer.start();
            while (!emptied.isDone()) {
                if (System.nanoTime() - end > 0 || connection.getStatus() != Connection.Status.CONNECTED) {
                    return false;
                }
                pause();
            }
            return emptied.getNow(false);
        }

        private void drain(Duration limit, CompletableFuture<Boolean> emptied) {
            try {
                // Zero would mean to wait for ever.
                Duration positive = limit.toMillis() < 1 ? Duration.ofMillis(1) : limit;
                emptied.complete(dispatcher.drain(positive).get(positive.toNanos(), TimeUnit.NANOSECONDS));
            } catch (InterruptedException | ExecutionException | TimeoutException | IllegalStateException e) {
                emptied.complete(false);
            }
        }

        private static void pause() throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(POLL_NANOS);
        }

        /** An empty queue may still have its last message under way to the receiver, or in the user's executor. */
        private boolean awaitDelivered(long end) throws InterruptedException {
            while (received.get() < dispatcher.getDeliveredCount()) {
                if (System.nanoTime() - end > 0) {
                    return false;
                }
                pause();
            }
            return true;
        }

        @Override
        public void close() {
            if (dispatcher.isActive() && connection.getStatus() != Connection.Status.CLOSED) {
                connection.closeDispatcher(dispatcher);
            }
        }
    }
}
