package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.SubscriptionGroup;
import io.github.stubject.runtime.internal.transport.Transport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one client that wait for their answer. Owns the reply inbox (one wildcard subscription for all) and one
 * timer thread, since jnats notices timeouts only in a sweep every few seconds.
 *
 * <p>Each call ends once: with its reply on the reading thread, at its time on the timer thread, by {@link Call#abandon}
 * on the caller's, or with {@link #close}. Whoever takes it out of the table ends it.
 */
final class PendingCalls implements AutoCloseable {
    private static final int RADIX = 36;
    private static final String CLOSED = "this client is closed";

    private final SubscriptionGroup replies;
    private final String inbox;
    private final AtomicLong tokens = new AtomicLong();
    private final ConcurrentMap<String, Call> calls = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timer;
    private volatile boolean closed;

    PendingCalls(Transport transport) {
        this.inbox = transport.newInbox() + ".";
        this.timer = new ScheduledThreadPoolExecutor(1, Threads.daemons("stubject-timer"));
        timer.setRemoveOnCancelPolicy(true);
        this.replies = transport.newSubscriptionGroup();
        replies.subscribe(inbox + "*", null, this::receive);
    }

    /** How a call ended. */
    sealed interface Outcome {
        /** A message came: an answer or an error. */
        record Replied(InboundMessage reply) implements Outcome {}

        /** No answer will be waited for any more. */
        record Failed(Code code, String text, Delivery delivery) implements Outcome {}
    }

    /** One call in the table. */
    final class Call {
        private final String token;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private final String timeoutText;
        private final String nobodyText;
        /** Not there yet while the call is being opened, when it may already be ended by others. */
        private volatile @Nullable Future<?> timeout;

        private Call(String token, String subject, Duration wait) {
            this.token = token;
            this.timeoutText = "no answer from " + subject + " within " + wait.toMillis() + " ms";
            this.nobodyText = "nobody serves " + subject;
        }

        private void start(Duration wait) {
            calls.put(token, this);
            try {
                timeout = timer.schedule(this::expire, wait.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                calls.remove(token, this);
                throw RpcException.notSent(Code.UNAVAILABLE, CLOSED);
            }
        }

        /** Where its answer is awaited. */
        String replyTo() {
            return inbox + token;
        }

        /** Completes, always normally, on the thread that ends the call. */
        CompletableFuture<Outcome> outcome() {
            return outcome;
        }

        /** Stops waiting and frees what the call holds; its outcome never comes if it has not come yet. */
        void abandon() {
            if (calls.remove(token, this)) {
                cancelTimeout();
            }
        }

        private void expire() {
            end(new Outcome.Failed(Code.DEADLINE_EXCEEDED, timeoutText, Delivery.UNKNOWN));
        }

        private void end(Outcome how) {
            if (calls.remove(token, this)) {
                outcome.complete(how);
                cancelTimeout();
            }
        }

        private void cancelTimeout() {
            Future<?> scheduled = timeout;
            if (scheduled != null) {
                scheduled.cancel(false);
            }
        }
    }

    /** A new call, waiting from now on. */
    Call open(String subject, Duration wait) {
        Call call = new Call(Long.toString(tokens.incrementAndGet(), RADIX), subject, wait);
        call.start(wait);
        if (closed) {
            call.abandon();
            throw RpcException.notSent(Code.UNAVAILABLE, CLOSED);
        }
        return call;
    }

    private void receive(InboundMessage reply) {
        Call call = calls.get(reply.subject().substring(inbox.length()));
        if (call == null) {
            return; // too late, or a second answer
        }
        call.end(
                reply.noResponders()
                        ? new Outcome.Failed(Code.UNAVAILABLE, call.nobodyText, Delivery.NOT_RUN)
                        : new Outcome.Replied(reply));
    }

    /** How many calls wait for their answer. */
    int size() {
        return calls.size();
    }

    /** Ends all calls as {@link Code#UNAVAILABLE}. Does nothing when repeated. */
    @Override
    public void close() {
        closed = true;
        Outcome ended = new Outcome.Failed(
                Code.UNAVAILABLE, "the connection or its client was closed while waiting", Delivery.UNKNOWN);
        calls.values().forEach(call -> call.end(ended));
        timer.shutdownNow();
        replies.close();
    }
}
