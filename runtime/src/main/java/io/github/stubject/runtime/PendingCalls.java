package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.SubscriptionGroup;
import io.github.stubject.runtime.internal.transport.Transport;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Consumer;

/**
 * The calls of one client that wait for answers. Owns the reply inbox (one wildcard subscription for all), the table of who
 * waits, and a {@link DeadlineSweeper} with the timer thread, since jnats notices timeouts only in a sweep every few seconds.
 *
 * <p>Each call ends once: with its reply on the reading thread, at its time on the timer thread, by
 * {@link Waiting#cancel} on the caller's, or with {@link #close}. Whoever takes it out of the table ends it.
 */
final class PendingCalls implements AutoCloseable {
    static final String CLOSED = "this client is closed";
    static final String CLOSED_MEANWHILE = "the connection or its client was closed while waiting";

    private final SubscriptionGroup replies;
    private final String inbox;
    private final int most;
    private final CallTable<Waiting> calls;
    private final DeadlineSweeper timer;
    private volatile boolean closed;

    /** @param most how many calls may wait at the same time */
    PendingCalls(Transport transport, int most) {
        this.most = most;
        // concat, here and below: the first + of strings that runs costs a start 5 to 15 ms.
        this.inbox = transport.newInbox().concat(".");
        this.calls = new CallTable<>(most);
        this.timer = new DeadlineSweeper("stubject-timer", this::endDue, System.nanoTime());
        this.replies = transport.newSubscriptionGroup();
        replies.subscribe(inbox.concat("*"), null, this::receive);
        timer.start();
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
    abstract class Waiting extends CallTable.Entry {
        private static final AtomicLongFieldUpdater<Waiting> DEADLINE =
                AtomicLongFieldUpdater.newUpdater(Waiting.class, "deadline");

        private static final long NONE = Long.MIN_VALUE;

        /** When its time comes, by {@link System#nanoTime}; nothing once it has come. */
        private volatile long deadline = NONE;

        /** Where its replies are awaited, once it is opened. */
        final String replyTo() {
            return inbox.concat(Long.toString(number()));
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
            if (!calls.enter(this)) {
                throw RpcException.notSent(
                        Code.RESOURCE_EXHAUSTED, "this client has " + most + " calls outstanding already");
            }
            expireIn(wait.toNanos());
            if (closed && leave()) { // else whoever closes has ended it
                throw RpcException.notSent(Code.UNAVAILABLE, CLOSED);
            }
        }

        /** Has its time come then, instead of when it was to come. Nothing comes once the client is closed. */
        final void expireIn(long nanos) {
            long then = System.nanoTime() + nanos;
            deadline = unlikeNone(then);
            timer.expect(then);
        }

        /** Ends it if it is due, once for each time that was set. @return its deadline, or some that is far away */
        private long expireIfDue(long now) {
            long when = deadline;
            if (when == NONE) {
                return now + DeadlineSweeper.NEVER_NANOS;
            }
            if (when - now > 0) {
                return when;
            }
            if (DEADLINE.compareAndSet(this, when, NONE)) { // else it has just been set anew, and will be expected
                try {
                    expire();
                } catch (RuntimeException | Error e) { // or no other would end in time any more
                    return tryAgain(now, e);
                }
            }
            return now + DeadlineSweeper.NEVER_NANOS;
        }

        private static long unlikeNone(long time) {
            return time == NONE ? time + 1 : time;
        }

        /** Sets another time, which does no harm if it has left. */
        private long tryAgain(long now, Throwable failure) {
            long then = unlikeNone(now + DeadlineSweeper.AGAIN_NANOS);
            boolean unusedIfSetAnew = DEADLINE.compareAndSet(this, NONE, then);
            logFailure("The end of a call's time was not handled", failure);
            return then;
        }

        /** Leaves the table; whether it was in it, which is said once. */
        final boolean leave() {
            return calls.leave(this);
        }
    }

    /** A call with one answer. */
    final class Single extends Waiting {
        private final String subject;
        private final Duration wait;
        private final Consumer<? super Ending> onEnd;

        private Single(String subject, Duration wait, Consumer<? super Ending> onEnd) {
            this.subject = subject;
            this.wait = wait;
            this.onEnd = onEnd;
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
                onEnd.accept(how);
            }
            return first;
        }
    }

    /**
     * A new call, waiting from now on.
     *
     * @param onEnd told once how it ended, unless it is made to {@linkplain Waiting#leave leave}; on the thread that ends it,
     *     which it must not hold up, and perhaps before this returns
     * @throws RpcException if there are too many, or the client is closed
     */
    Single open(String subject, Duration wait, Consumer<? super Ending> onEnd) {
        Single call = new Single(subject, wait, onEnd);
        call.open(wait);
        return call;
    }

    private void receive(InboundMessage reply) {
        Waiting call = calls.find(numberIn(reply.subject()));
        if (call != null) { // else it comes too late, or is a second answer
            call.receive(reply);
        }
    }

    /** 0 if it has none, as anybody may publish there. */
    private long numberIn(String subject) {
        try {
            return Long.parseLong(subject, inbox.length(), subject.length(), 10);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Ends all whose time has come; returns when that of the next one comes. */
    private long endDue(long now) {
        long[] earliest = {now + DeadlineSweeper.NEVER_NANOS};
        calls.forEach(call -> {
            long deadline = call.expireIfDue(now);
            if (deadline - earliest[0] < 0) {
                earliest[0] = deadline;
            }
        });
        return earliest[0];
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

    /** Counts a call that has ended as outstanding, until whoever waits for it can be told. */
    void takePlace() {
        calls.takePlace();
    }

    /** Counts it no longer. */
    void givePlaceBack() {
        calls.givePlaceBack();
    }

    /** Has something run elsewhere that ends a call, which counts as outstanding until it begins. */
    void executeCounted(Executor executor, Runnable task) {
        takePlace();
        executor.execute(() -> {
            givePlaceBack();
            task.run();
        });
    }

    /** How many calls wait. */
    int size() {
        return calls.size();
    }

    /** How many ends of waiting are planned. */
    int timers() {
        AtomicInteger planned = new AtomicInteger();
        calls.forEach(call -> planned.addAndGet(call.deadline == Waiting.NONE ? 0 : 1));
        return planned.get();
    }

    /** Ends all calls as {@link Code#UNAVAILABLE}. Does nothing when repeated. */
    @Override
    public void close() {
        closed = true;
        calls.forEach(call -> {
            try {
                call.close();
            } catch (RuntimeException | Error e) { // or the others would wait for ever
                logFailure("The end of a call was not handled", e);
            }
        });
        timer.close();
        replies.close();
    }

    private static void logFailure(String what, Throwable failure) {
        try {
            System.getLogger(RpcClient.class.getName()).log(Level.ERROR, what, Printable.of(failure));
        } catch (RuntimeException | Error e) {
            // Then nobody learns of it, and the rest goes on.
        }
    }
}
