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
 *
 * <p>A reply subject may be guessed, so a cancel counts only for calls of the very subject that it was sent behind: who may
 * not call there cannot cancel there either.
 */
final class RunningCalls {
    private static final int MOST_REMEMBERED = 1024;
    private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<String, TakenCall> running = new ConcurrentHashMap<>();
    private final Map<String, Early> early = new ConcurrentHashMap<>();

    /** A cancel that came before its request. */
    private record Early(String subject, long nanos) {
        boolean isOver(long now) {
            return now - nanos >= REMEMBERED_NANOS;
        }
    }

    /** Puts a request in; two with the same reply subject cannot be told apart, and only the first is cancelled. */
    void add(String replyTo, TakenCall request) {
        running.putIfAbsent(replyTo, request);
        if (!early.isEmpty()) {
            Early cancel = early.remove(replyTo);
            if (cancel != null && cancel.subject().equals(request.subject()) && !cancel.isOver(System.nanoTime())) {
                request.cancel();
            }
        }
    }

    void remove(String replyTo, TakenCall request) {
        running.remove(replyTo, request);
    }

    /** Cancels the call of this subject that awaits its answer there, if it is here or comes soon. */
    void cancel(String replyTo, String subject) {
        Early cancel = new Early(subject, System.nanoTime());
        remember(replyTo, cancel);
        TakenCall request = running.get(replyTo);
        if (request != null && request.subject().equals(subject)) {
            early.remove(replyTo, cancel);
            request.cancel();
        }
    }

    private void remember(String replyTo, Early cancel) {
        if (early.size() >= MOST_REMEMBERED) {
            early.values().removeIf(one -> one.isOver(cancel.nanos()));
            Iterator<String> any = early.keySet().iterator();
            if (early.size() >= MOST_REMEMBERED && any.hasNext()) {
                early.remove(any.next());
            }
        }
        early.put(replyTo, cancel);
    }

    /** How many cancels are remembered that found nothing. */
    int remembered() {
        return early.size();
    }

    /** All that there are now. */
    Collection<TakenCall> all() {
        return running.values();
    }
}
