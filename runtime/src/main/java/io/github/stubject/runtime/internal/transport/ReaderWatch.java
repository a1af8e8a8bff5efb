package io.github.stubject.runtime.internal.transport;

import io.nats.client.Connection;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reconnects connections that nobody reads any more though they look connected. A header block that jnats cannot read, which
 * any peer may send, ends jnats's reading thread without a word; jnats itself notices only when its pings are not answered,
 * after minutes.
 *
 * <p>One thread for the process looks once a second, as long as anything is watched. What it looks at is whether the reading
 * thread runs, not how long the server is silent, so that a slow server is left to jnats's own rules.
 */
final class ReaderWatch {
    private static final long CHECK_MS = 1000;
    private static final long IDLE_MS = 5 * CHECK_MS;

    /** When the socket breaks, jnats is for a moment in the same state, and then reconnects by itself. */
    private static final int CHECKS = 2;

    private static final ReaderWatch OF_PROCESS = new ReaderWatch();

    private final Map<Connection, Watched> watched = new HashMap<>();
    private final ScheduledThreadPoolExecutor timer;
    private @Nullable Future<?> checking;

    private ReaderWatch() {
        this.timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "stubject-reader-watch"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE_MS, TimeUnit.MILLISECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** One connection, guarded by the watch. */
    private static final class Watched {
        private int watchers;
        private int unread;
        private boolean reconnecting;
    }

    /**
     * Watches a connection until it is closed, or everybody who had it watched ends that.
     *
     * @return ends it; may be repeated
     */
    static Runnable watch(Connection connection) {
        return OF_PROCESS.add(connection);
    }

    private synchronized Runnable add(Connection connection) {
        Watched entry = watched.computeIfAbsent(connection, any -> new Watched());
        entry.watchers++;
        if (checking == null) {
            checking = timer.scheduleWithFixedDelay(this::check, CHECK_MS, CHECK_MS, TimeUnit.MILLISECONDS);
        }
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (ended.compareAndSet(false, true)) {
                release(connection, entry);
            }
        };
    }

    private synchronized void release(Connection connection, Watched entry) {
        entry.watchers--;
        if (entry.watchers == 0) {
            watched.remove(connection, entry);
            endIfIdle();
        }
    }

    private void endIfIdle() {
        Future<?> now = checking;
        if (watched.isEmpty() && now != null) {
            now.cancel(false);
            checking = null;
        }
    }

    private synchronized void check() {
        watched.keySet().removeIf(connection -> connection.getStatus() == Connection.Status.CLOSED);
        watched.forEach(this::check);
        endIfIdle();
    }

    private void check(Connection connection, Watched entry) {
        if (entry.reconnecting) {
            return;
        }
        boolean unread = connection.getStatus() == Connection.Status.CONNECTED && !JnatsReader.isReading(connection);
        entry.unread = unread ? entry.unread + 1 : 0;
        if (entry.unread >= CHECKS) {
            entry.unread = 0;
            entry.reconnecting = true;
            daemon(() -> reconnect(connection, entry), "stubject-reconnect").start();
        }
    }

    private void reconnect(Connection connection, Watched entry) {
        System.Logger log = System.getLogger(ReaderWatch.class.getName());
        log.log(
                Level.WARNING,
                "A connection to NATS is not read any more, most likely because of a message with malformed headers;"
                        + " it is connected anew");
        try {
            connection.forceReconnect();
        } catch (IOException | RuntimeException e) {
            log.log(Level.WARNING, "The connection could not be connected anew", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                entry.reconnecting = false;
            }
        }
    }
}
