package io.github.stubject.runtime.internal.transport;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.NUID;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The transport over a user's jnats connection, whose options are the user's and may be any. */
public final class JnatsTransport implements Transport {
    /** Of a unique id: about 71 bits from a secure generator. */
    private static final int RANDOM_PART = 12;

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Connection connection;

    public JnatsTransport(Connection connection) {
        this.connection = connection;
    }

    @Override
    public SubscriptionGroup newSubscriptionGroup() {
        return new DispatcherGroup();
    }

    @Override
    public void publish(String subject, @Nullable String replyTo, @Nullable Headers headers, byte[] data) {
        // jnats drops without a word what an interrupted thread publishes.
        boolean interrupted = Thread.interrupted();
        try {
            connection.publish(subject, replyTo, headers, data);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void flush(Duration limit) throws TimeoutException, InterruptedException {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Thread thread = start("stubject-flush", () -> connection.flush(limit), done);
        try {
            if (!awaitWhileConnected(done, limit)) {
                throw new TimeoutException(
                        "the server did not answer within " + limit + ", or the connection was lost");
            }
        } finally {
            thread.interrupt();
        }
    }

    /** Something of jnats's that waits for the server. */
    private interface Waiting {
        void run() throws Exception;
    }

    /** On a thread of its own, since jnats goes on waiting when the connection is lost meanwhile. */
    private static Thread start(String name, Waiting waiting, CompletableFuture<Boolean> done) {
        Thread thread = new Thread(() -> done.complete(succeeds(waiting)), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Whether it came to its end within the limit, and before the connection was lost. */
    private boolean awaitWhileConnected(CompletableFuture<Boolean> done, Duration limit) throws InterruptedException {
        long start = System.nanoTime();
        while (!done.isDone()) {
            if (!isConnected() || System.nanoTime() - start > limit.toNanos()) {
                return false;
            }
            pause();
        }
        return done.getNow(false);
    }

    private static boolean succeeds(Waiting waiting) {
        try {
            waiting.run();
            return true;
        } catch (Exception e) { // jnats's own null pointers included, which it has while it closes
            return false;
        }
    }

    private static void pause() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        LockSupport.parkNanos(POLL_NANOS);
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
    public boolean hearsItself() {
        return !connection.getOptions().isNoEcho();
    }

    @Override
    public boolean hasJetStream() {
        return connection.getServerInfo().isJetStreamAvailable();
    }

    @Override
    public @Nullable String lastError() {
        return connection.getLastError();
    }

    /**
     * Like {@link Connection#createInbox}, with what is random in jnats's unique ids and without what counts them: a connection
     * has few inboxes, and each character of one costs six bytes for each call.
     */
    @Override
    public String newInbox() {
        return connection.getOptions().getInboxPrefix() + new NUID().next().substring(0, RANDOM_PART);
    }

    @Override
    public Runnable onClose(Runnable action) {
        AtomicBoolean ran = new AtomicBoolean();
        Runnable once = () -> {
            if (ran.compareAndSet(false, true)) {
                action.run();
            }
        };
        EventListener listener = new EventListener(ConnectionListener.Events.CLOSED, once);
        connection.addConnectionListener(listener);
        if (connection.getStatus() == Connection.Status.CLOSED) {
            once.run();
        }
        return () -> connection.removeConnectionListener(listener);
    }

    @Override
    public Runnable onDisconnect(Runnable action) {
        EventListener listener = new EventListener(ConnectionListener.Events.DISCONNECTED, action);
        connection.addConnectionListener(listener);
        return () -> connection.removeConnectionListener(listener);
    }

    /** No record: jnats asks for the hash of listeners, and the first hash of a record costs a start 15 to 35 ms. */
    private static final class EventListener implements ConnectionListener {
        private final Events awaited;
        private final Runnable action;

        private EventListener(Events awaited, Runnable action) {
            this.awaited = awaited;
            this.action = action;
        }

        @Override
        @SuppressWarnings("deprecation") // it is the one abstract method; the newer one calls it
        public void connectionEvent(Connection connection, Events event) {
            if (event == awaited) {
                action.run();
            }
        }
    }

    /**
     * One jnats dispatcher, which has a thread and a queue of its own. All goes through its default handler: jnats tells the
     * server of a subscription first and notes its handler only then, and drops what comes in between for want of a handler.
     */
    private final class DispatcherGroup implements SubscriptionGroup {
        /** By what was subscribed to. */
        private final Map<String, Receiver> receivers = new ConcurrentHashMap<>();

        private final Dispatcher dispatcher = connection.createDispatcher(this::receive);
        /** Whoever listens needs a connection that is read. */
        private final Runnable endWatching = ReaderWatch.watch(connection);

        private final AtomicLong received = new AtomicLong();
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public void subscribe(String subject, @Nullable String queueGroup, Receiver receiver) {
            if (receivers.putIfAbsent(subject, receiver) != null) {
                throw new IllegalArgumentException("subscribed to " + subject + " already");
            }
            if (queueGroup == null) {
                dispatcher.subscribe(subject);
            } else {
                dispatcher.subscribe(subject, queueGroup);
            }
        }

        private void receive(Message message) {
            Receiver receiver = receivers.get(message.getSubscription().getSubject());
            try {
                if (receiver != null) {
                    receiver.receive(read(message));
                }
            } finally {
                received.incrementAndGet();
                // User code may have left the flag, on which jnats would stop reading for good.
                boolean unused = Thread.interrupted();
            }
        }

        private static InboundMessage read(Message message) {
            return new InboundMessage(
                    message.getSubject(),
                    message.getReplyTo(),
                    headersOf(message),
                    message.getData(),
                    statusOf(message));
        }

        private static InboundMessage.@Nullable Status statusOf(Message message) {
            if (!message.isStatusMessage()) {
                return null;
            }
            String text = message.getStatus().getMessage();
            return new InboundMessage.Status(message.getStatus().getCode(), text == null ? "" : text);
        }

        /** A status, which only servers should send, is an error as those of ADR-32 are; it never is an empty answer. */
        private static @Nullable Headers headersOf(Message message) {
            Headers received = message.hasHeaders() ? message.getHeaders() : null;
            if (!message.isStatusMessage()) {
                return received;
            }
            String code = Integer.toString(message.getStatus().getCode());
            return new Headers(received)
                    .put("Nats-Service-Error", "status " + code)
                    .put("Nats-Service-Error-Code", code);
        }

        @Override
        public boolean drain(Duration limit) throws InterruptedException {
            long start = System.nanoTime();
            try {
                // Without a server there is nothing to wait for.
                return isConnected() && unsubscribeAndEmpty(limit) && awaitDelivered(start, limit);
            } finally {
                close();
            }
        }

        /**
         * What jnats has begun it must bring to an end, within the limit or as soon as the connection is back: a dispatcher
         * whose drain is interrupted can never be closed.
         */
        private boolean unsubscribeAndEmpty(Duration limit) throws InterruptedException {
            // Zero would mean to wait for ever.
            Duration positive = limit.toMillis() < 1 ? Duration.ofMillis(1) : limit;
            CompletableFuture<Boolean> done = new CompletableFuture<>();
            Thread unused = start("stubject-drain", () -> drainOnThisThread(positive), done);
            return awaitWhileConnected(done, positive);
        }

        private void drainOnThisThread(Duration limit) throws Exception {
            if (!dispatcher.drain(limit).get(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
        }

        /** An empty queue may still have its last message under way to the receiver, or in the user's executor. */
        private boolean awaitDelivered(long start, Duration limit) throws InterruptedException {
            while (received.get() < dispatcher.getDeliveredCount()) {
                if (System.nanoTime() - start > limit.toNanos()) {
                    return false;
                }
                pause();
            }
            return true;
        }

        @Override
        public void close() {
            if (!closed.compareAndSet(false, true)) {
                return; // jnats does not stand two threads that close
            }
            endWatching.run();
            try {
                connection.closeDispatcher(dispatcher);
            } catch (RuntimeException e) {
                // It is closed already, by a drain, or is just being closed by its connection, when jnats may trip over
                // itself.
            }
        }
    }
}
