package io.github.stubject.runtime;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The requests that a host has taken up and not yet answered, by their reply subjects, so that they can be taken back. Safe
 * for any thread.
 *
 * <p>A request and its cancel are read by two threads, so the cancel may come first: those that find nothing are
 * remembered for a second, the last 1,024 of them. Each reaches all instances, and so finds nothing at most of them.
 */
final class RunningCalls {
    private static final int MOST_REMEMBERED = 1024;
    private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<String, ServedRequest<?, ?>> running = new ConcurrentHashMap<>();
    private final Map<String, Long> early = new ConcurrentHashMap<>();

    /** Puts a request in; two with the same reply subject cannot be told apart, and only the first is cancelled. */
    void add(String replyTo, ServedRequest<?, ?> request) {
        running.putIfAbsent(replyTo, request);
        if (!early.isEmpty()) {
            Long when = early.remove(replyTo);
            if (when != null && System.nanoTime() - when < REMEMBERED_NANOS) {
                request.cancel();
            }
        }
    }

    void remove(String replyTo, ServedRequest<?, ?> request) {
        running.remove(replyTo, request);
    }

    /** Cancels the call that awaits its answer there, if it is here or comes soon. */
    void cancel(String replyTo) {
        remember(replyTo);
        ServedRequest<?, ?> request = running.get(replyTo);
        if (request != null) {
            early.remove(replyTo);
            request.cancel();
        }
    }

    private void remember(String replyTo) {
        long now = System.nanoTime();
        if (early.size() >= MOST_REMEMBERED) {
            early.values().removeIf(when -> now - when >= REMEMBERED_NANOS);
            Iterator<String> any = early.keySet().iterator();
            if (early.size() >= MOST_REMEMBERED && any.hasNext()) {
                early.remove(any.next());
            }
        }
        early.put(replyTo, now);
    }

    /** All that there are now. */
    Collection<ServedRequest<?, ?>> all() {
        return running.values();
    }
}
