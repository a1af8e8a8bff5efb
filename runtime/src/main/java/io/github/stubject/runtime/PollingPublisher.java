package io.github.stubject.runtime;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages as a {@link Flow.Publisher} for one subscriber, whose requests are what their source is asked for. Signals come
 * one at a time, on an executor.
 */
final class PollingPublisher<M> implements Flow.Publisher<M> {
    private final Source<M> source;
    private final SerialExecutor executor;
    private final Runnable onCancel;
    private final Consumer<Throwable> onFailure;
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private final AtomicLong demand = new AtomicLong();
    private volatile Flow.@Nullable Subscriber<? super M> subscriber;
    private volatile boolean cancelled;
    private volatile @Nullable IllegalArgumentException illegalRequest;
    private boolean done;

    /** Where the messages are; polled by one thread at a time. */
    interface Source<M> {
        /**
         * The next message, if it is there.
         *
         * @throws RpcException if it is none; then nothing follows
         */
        @Nullable
        M poll();

        /** Whether no message is there, and none will come. */
        boolean isExhausted();

        /** Why none will come; {@code null} if all went well. */
        @Nullable
        Throwable failure();

        /** So many more are wanted. */
        void demand(long more);
    }

    /**
     * @param onCancel what follows when the subscriber wants no more; may be called several times
     * @param onFailure what follows when the subscriber throws, which it must not
     */
    PollingPublisher(Source<M> source, SerialExecutor executor, Runnable onCancel, Consumer<Throwable> onFailure) {
        this.source = source;
        this.executor = executor;
        this.onCancel = onCancel;
        this.onFailure = onFailure;
        executor.setAction(this::signal);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super M> newSubscriber) {
        Objects.requireNonNull(newSubscriber, "subscriber");
        if (!subscribed.compareAndSet(false, true)) {
            FailedPublisher.fail(
                    newSubscriber, new IllegalStateException("the messages of a call can be subscribed to once only"));
            return;
        }
        try {
            newSubscriber.onSubscribe(new Subscription());
        } catch (RuntimeException | Error e) {
            cancelled = true;
            failed(e);
            return;
        }
        subscriber = newSubscriber;
        executor.ask();
    }

    private final class Subscription implements Flow.Subscription {
        @Override
        public void request(long n) {
            if (n <= 0) {
                illegalRequest = new IllegalArgumentException(
                        "requested " + n + " messages; it must be 1 or more (rule 3.9 of Reactive Streams)");
            } else {
                demand.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
                source.demand(n);
            }
            executor.ask();
        }

        @Override
        public void cancel() {
            cancelled = true;
            executor.ask();
            onCancel.run();
        }
    }

    /** There may be something new; does not block. */
    void changed() {
        executor.ask();
    }

    private void signal() {
        Flow.Subscriber<? super M> to = subscriber;
        if (to == null || done) {
            return;
        }
        try {
            signal(to);
        } catch (RuntimeException | Error e) {
            done = true;
            subscriber = null;
            failed(e);
        }
    }

    private void failed(Throwable e) {
        ServedErrors.logSubscriber(e);
        onFailure.accept(e);
    }

    private void signal(Flow.Subscriber<? super M> to) {
        IllegalArgumentException illegal = illegalRequest;
        if (illegal != null) {
            fail(to, illegal);
            return;
        }
        while (!cancelled && demand.get() > 0) {
            M next;
            try {
                next = source.poll();
            } catch (RpcException e) {
                fail(to, e);
                return;
            }
            if (next == null) {
                break;
            }
            demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
            to.onNext(next);
        }
        if (cancelled) {
            done = true;
            subscriber = null;
        } else if (source.isExhausted()) {
            Throwable failure = source.failure();
            done = true;
            subscriber = null;
            if (failure == null) {
                to.onComplete();
            } else {
                to.onError(failure);
            }
        }
    }

    private void fail(Flow.Subscriber<? super M> to, RuntimeException failure) {
        done = true;
        subscriber = null;
        if (!cancelled) {
            onCancel.run();
            to.onError(failure);
        }
    }
}
