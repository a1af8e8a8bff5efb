package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.SubscriptionGroup;
import io.github.stubject.runtime.internal.transport.Transport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one client that wait for answers. Owns the reply inbox (one wildcard subscription for all) and one timer
 * thread, since jnats notices timeouts only in a sweep every few seconds.
 *
 * <p>Each call ends once: with its reply on the reading thread, at its time on the timer thread, by
 * {@link Waiting#cancel} on the caller's, or with {@link #close}. Whoever takes it out of the table ends it.
 */
final class PendingCalls implements AutoCloseable {
    private static final int RADIX = 36;
    static final String CLOSED = "this client is closed";
    static final String CLOSED_MEANWHILE = "the connection or its client was closed while waiting";

    private final SubscriptionGroup replies;
    private final String inbox;
    private final int most;
    private final AtomicLong tokens = new AtomicLong();
    private final ConcurrentHashMap<String, Waiting> calls = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timer;
    private volatile boolean closed;

    /** @param most how many calls may wait at the same time */
    PendingCalls(Transport transport, int most) {
        this.most = most;
        this.inbox = transport.newInbox() + ".";
        this.timer = new ScheduledThreadPoolExecutor(1, Threads.daemons("stubject-timer"));
        timer.setRemoveOnCancelPolicy(true);
        this.replies = transport.newSubscriptionGroup();
        replies.subscribe(inbox + "*", null, this::receive);
    }

    /** How a call ended. */
    sealed interface Ending {
        /** A message came: an answer or an error. */
        record Replied(InboundMessage reply) implements Ending {}

        /** The server says that nobody has got the request. */
        record Absent() implements Ending {}

        /** No answer will be waited for any more. */
        record Failed(Code code, String text, Delivery delivery) implements Ending {}
    }

    /** Something in the table that waits for replies until a given time. */
    abstract class Waiting {
        private final String token = Long.toString(tokens.incrementAndGet(), RADIX);
        /** Not there yet while the call is being opened, when it may already be ended by others. */
        private volatile @Nullable Future<?> timeout;

        /** Where its replies are awaited. */
        final String replyTo() {
            return inbox + token;
        }

        /** Takes a reply, on the reading thread. */
        abstract void receive(InboundMessage reply);

        /** Its time has come, on the timer thread. */
        abstract void expire();

        /** The client is closed while it waits. */
        abstract void close();

        /** Its caller waits no longer; whether there may be somebody to be told of it. */
        abstract boolean cancel(String why);

        /** Enters the table. */
        final void open(Duration wait) {
            if (calls.mappingCount() >= most) {
                throw RpcException.notSent(
                        Code.RESOURCE_EXHAUSTED, "this client has " + most + " calls outstanding already");
            }
            calls.put(token, this);
            if (!expireIn(wait.toNanos()) || closed) {
                leave();
                throw RpcException.notSent(Code.UNAVAILABLE, CLOSED);
            }
        }

        /** Has its time come then, instead of when it was to come; whether that is possible still. */
        final boolean expireIn(long nanos) {
            Future<?> before = timeout;
            try {
                timeout = timer.schedule(this::expire, nanos, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                return false;
            }
            if (before != null) {
                before.cancel(false);
            }
            return true;
        }

        /** Leaves the table; whether it was in it, which is said once. */
        final boolean leave() {
            if (!calls.remove(token, this)) {
                return false;
            }
            Future<?> scheduled = timeout;
            if (scheduled != null) {
                scheduled.cancel(false);
            }
            return true;
        }
    }

    /** A call with one answer. */
    final class Single extends Waiting {
        private final String subject;
        private final Duration wait;
        private final CompletableFuture<Ending> ending = new CompletableFuture<>();

        private Single(String subject, Duration wait) {
            this.subject = subject;
            this.wait = wait;
        }

        /** Completes, always normally, on the thread that ends the call. */
        CompletableFuture<Ending> ending() {
            return ending;
        }

        @Override
        void receive(InboundMessage reply) {
            end(reply.noResponders() ? new Ending.Absent() : new Ending.Replied(reply));
        }

        @Override
        void expire() {
            String text = "no answer from " + subject + " within " + wait.toMillis() + " ms";
            end(new Ending.Failed(Code.DEADLINE_EXCEEDED, text, Delivery.UNKNOWN));
        }

        @Override
        void close() {
            end(new Ending.Failed(Code.UNAVAILABLE, CLOSED_MEANWHILE, Delivery.UNKNOWN));
        }

        @Override
        boolean cancel(String why) {
            return end(new Ending.Failed(Code.CANCELLED, why, Delivery.UNKNOWN));
        }

        private boolean end(Ending how) {
            boolean first = leave();
            if (first) {
                ending.complete(how);
            }
            return first;
        }
    }

    /**
     * A new call, waiting from now on.
     *
     * @throws RpcException if there are too many, or the client is closed
     */
    Single open(String subject, Duration wait) {
        Single call = new Single(subject, wait);
        call.open(wait);
        return call;
    }

    private void receive(InboundMessage reply) {
        Waiting call = calls.get(reply.subject().substring(inbox.length()));
        if (call != null) { // else it comes too late, or is a second answer
            call.receive(reply);
        }
    }

    /**
     * Something to open for a while that runs an action at its end, on the timer thread or when the client is closed; the
     * action must not block.
     */
    Waiting newPause(Runnable action) {
        return new Pause(action);
    }

    private final class Pause extends Waiting {
        private final Runnable action;

        private Pause(Runnable action) {
            this.action = action;
        }

        @Override
        void receive(InboundMessage reply) {
            // Nobody knows where to reply to.
        }

        @Override
        void expire() {
            if (leave()) {
                action.run();
            }
        }

        @Override
        void close() {
            expire();
        }

        @Override
        boolean cancel(String why) {
            expire();
            return false;
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** How many calls wait. */
    int size() {
        return calls.size();
    }

    /** How many ends of waiting are planned. */
    int timers() {
        return timer.getQueue().size();
    }

    /** Ends all calls as {@link Code#UNAVAILABLE}. Does nothing when repeated. */
    @Override
    public void close() {
        closed = true;
        calls.values().forEach(Waiting::close);
        timer.shutdownNow();
        replies.close();
    }
}
