package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Waits for any number of replies to one request: until its sink has enough, none has come for a while, or the time is over.
 * Hands them to the sink one after the other on an executor, never on the reading thread, and then the end, once.
 */
final class ReplyCollector extends PendingCalls.Waiting {
    /** What is kept at most; a service that sends more is not to fill the memory of its callers. */
    private static final int MOST_REPLIES = 65_536;

    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final Duration stall;
    private final Executor executor;
    private final Sink sink;
    private final long opened = System.nanoTime();
    private final long deadline;

    // Guarded by this.
    private final Deque<Arrival> arrived = new ArrayDeque<>();
    private int replies;
    private long bytes;
    private long last;
    private boolean handing;
    private @Nullable End end;
    private String text = "";

    /** What becomes of the replies; called by one thread at a time. */
    interface Sink {
        /**
         * Takes a reply.
         *
         * @param after how long after the opening it came
         * @return whether it was enough
         */
        boolean take(InboundMessage reply, Duration after);

        /** No reply will come any more. */
        void ended(End end, String text);
    }

    /** Why no reply is awaited any more. */
    enum End {
        ENOUGH,
        STALL,
        DEADLINE,
        LIMIT,
        NOBODY,
        CANCELLED,
        CLOSED
    }

    private record Arrival(InboundMessage reply, long when) {}

    /**
     * @param wait until when there must be a first reply, and all others too
     * @param stall how long to wait for one more
     */
    ReplyCollector(PendingCalls calls, Duration wait, Duration stall, Executor executor, Sink sink) {
        calls.super();
        this.deadline = opened + wait.toNanos();
        this.stall = stall;
        this.executor = executor;
        this.sink = sink;
    }

    @Override
    void receive(InboundMessage reply) {
        if (reply.noResponders()) {
            end(End.NOBODY, "");
            return;
        }
        long now = System.nanoTime();
        boolean first;
        boolean tooMany;
        synchronized (this) {
            if (end != null) {
                return;
            }
            replies++;
            bytes += reply.data().length;
            first = replies == 1;
            tooMany = replies == MOST_REPLIES || bytes >= MOST_BYTES;
            last = now;
            arrived.add(new Arrival(reply, now));
            hand();
        }
        if (tooMany) {
            end(End.LIMIT, "");
        } else if (first) {
            expireIn(Math.min(stall.toNanos(), deadline - now));
        }
    }

    @Override
    void expire() {
        long now = System.nanoTime();
        long lastReply;
        synchronized (this) {
            lastReply = replies == 0 ? deadline : last;
        }
        if (now - deadline >= 0) {
            end(End.DEADLINE, "");
            return;
        }
        long quiet = now - lastReply;
        if (quiet >= stall.toNanos()) {
            end(End.STALL, "");
        } else {
            expireIn(Math.min(stall.toNanos() - quiet, deadline - now));
        }
    }

    @Override
    void close() {
        end(End.CLOSED, "");
    }

    @Override
    boolean cancel(String why) {
        return end(End.CANCELLED, why);
    }

    private boolean end(End how, String why) {
        if (!leave()) {
            return false;
        }
        synchronized (this) {
            end = how;
            text = why;
            hand();
        }
        return true;
    }

    /** Has somebody hand over what there is, if nobody does. */
    private synchronized void hand() {
        if (!handing) {
            handing = true;
            try {
                executor.execute(this::handOver);
            } catch (RuntimeException | Error e) {
                handing = false;
                throw e;
            }
        }
    }

    private void handOver() {
        while (true) {
            Arrival next;
            synchronized (this) {
                next = arrived.poll();
                if (next == null && end == null) {
                    handing = false;
                    return;
                }
            }
            if (next == null) {
                break; // handing stays: nothing follows the end
            }
            if (sink.take(next.reply(), Duration.ofNanos(next.when() - opened))) {
                boolean unusedIfEnded = end(End.ENOUGH, "");
                synchronized (this) {
                    arrived.clear();
                    end = end == End.CANCELLED ? end : End.ENOUGH;
                }
            }
        }
        End how;
        synchronized (this) {
            how = end == null ? End.CLOSED : end;
        }
        sink.ended(how, text);
    }
}
