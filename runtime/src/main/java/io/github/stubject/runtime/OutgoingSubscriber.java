package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.stream.StreamEnd;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a publisher has through one end of a stream, asking for as much as the other side takes. Safe for any thread;
 * holds at most {@value #MOST_ASKED} messages.
 */
final class OutgoingSubscriber<M extends Message> implements Flow.Subscriber<M> {
    private static final int MOST_ASKED = 64;

    private final StreamEnd end;
    private final Function<M, byte[]> encoder;
    private final SerialExecutor executor;
    private final Consumer<@Nullable Throwable> completion;

    // Guarded by this.
    private final Deque<M> waiting = new ArrayDeque<>();
    private Flow.@Nullable Subscription subscription;
    private int asked;
    private boolean complete;
    private @Nullable Throwable failure;
    private boolean stopped;
    private volatile @Nullable RuntimeException reason;

    /** @param completion told once: of the end, or of the failure; not if it is stopped */
    OutgoingSubscriber(
            StreamEnd end,
            Function<M, byte[]> encoder,
            SerialExecutor executor,
            Consumer<@Nullable Throwable> completion) {
        this.end = end;
        this.encoder = encoder;
        this.executor = executor;
        this.completion = completion;
        executor.setAction(this::send);
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        Objects.requireNonNull(newSubscription, "subscription");
        boolean refuse;
        synchronized (this) {
            refuse = subscription != null || stopped;
            if (subscription == null) {
                subscription = newSubscription;
            }
        }
        if (refuse) {
            Pipe.closing(reason, newSubscription::cancel);
        } else {
            executor.ask();
        }
    }

    @Override
    public void onNext(M message) {
        Objects.requireNonNull(message, "message");
        synchronized (this) {
            asked--;
            if (!stopped) {
                waiting.add(message);
            }
        }
        executor.ask();
    }

    @Override
    public void onError(Throwable thrown) {
        Objects.requireNonNull(thrown, "thrown");
        synchronized (this) {
            complete = true;
            failure = thrown;
        }
        executor.ask();
    }

    @Override
    public void onComplete() {
        synchronized (this) {
            complete = true;
        }
        executor.ask();
    }

    /** There may be room; does not block. */
    void changed() {
        executor.ask();
    }

    /**
     * Sends no more, and wants no more.
     *
     * @param why what pipes tell those who send into them
     */
    void stop(@Nullable RuntimeException why) {
        Flow.Subscription current;
        synchronized (this) {
            stopped = true;
            reason = reason == null ? why : reason;
            waiting.clear();
            current = subscription;
        }
        if (current != null) {
            Pipe.closing(why, current::cancel);
        }
    }

    private void send() {
        try {
            sendWaiting();
        } catch (RuntimeException | Error e) {
            stop(e instanceof RpcException error ? error : null);
            completion.accept(e);
        }
    }

    private void sendWaiting() {
        while (true) {
            M next;
            synchronized (this) {
                next = stopped ? null : waiting.peek();
            }
            if (next == null) {
                break;
            }
            byte[] data = encodedOnce(next);
            if (!end.offer(data)) {
                break;
            }
            encoded = null;
            synchronized (this) {
                M unused = waiting.poll();
            }
        }
        if (end.ending() == null) { // else whoever knows why stops it
            endOrAsk();
        }
    }

    /** The first of those that wait, as it is sent; touched by the executor's runs only. */
    private byte @Nullable [] encoded;

    private byte[] encodedOnce(M message) {
        byte[] data = encoded;
        if (data == null) {
            data = encoder.apply(message);
            encoded = data;
        }
        return data;
    }

    private void endOrAsk() {
        boolean over;
        long more;
        Flow.Subscription current;
        synchronized (this) {
            current = subscription;
            over = complete && waiting.isEmpty() && !stopped;
            stopped |= over;
            long room = Math.min(MOST_ASKED, end.room()) - asked - waiting.size();
            // In halves, so that there is not a request for each message.
            more = current == null || complete || stopped || room <= asked ? 0 : room;
            asked += (int) more;
        }
        if (over) {
            completion.accept(failure);
        } else if (more > 0 && current != null) {
            current.request(more);
        }
    }
}
