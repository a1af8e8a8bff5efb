package io.github.stubject.it.interop;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/**
 * The answers to a stream of requests without a thread that waits: as many as are asked for, in order, each after its
 * interval.
 */
final class AsyncOutputs implements Flow.Subscriber<StreamingOutputCallRequest>, Flow.Subscription {
    private final Answers answers;
    private final Flow.Subscriber<? super StreamingOutputCallResponse> subscriber;

    // Guarded by this.
    private final Queue<ResponseParameters> wanted = new ArrayDeque<>();
    private boolean held;
    private long demand;
    private boolean complete;
    private Throwable failure;
    private boolean working;
    private boolean over;
    private Flow.Subscription requests;

    /** @param allFirst whether nothing is answered before the last request is there */
    AsyncOutputs(Answers answers, Flow.Subscriber<? super StreamingOutputCallResponse> subscriber, boolean allFirst) {
        this.answers = answers;
        this.subscriber = subscriber;
        this.held = allFirst;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        synchronized (this) {
            requests = subscription;
        }
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(StreamingOutputCallRequest request) {
        if (request.hasResponseStatus()) {
            onError(Answers.error(request.getResponseStatus()));
            return;
        }
        synchronized (this) {
            wanted.addAll(request.getResponseParametersList());
        }
        work();
    }

    @Override
    public void onError(Throwable thrown) {
        synchronized (this) {
            failure = thrown;
            held = false;
        }
        work();
    }

    @Override
    public void onComplete() {
        synchronized (this) {
            complete = true;
            held = false;
        }
        work();
    }

    @Override
    public void request(long more) {
        synchronized (this) {
            demand += Math.min(more, Long.MAX_VALUE - demand);
        }
        work();
    }

    @Override
    public void cancel() {
        Flow.Subscription source;
        synchronized (this) {
            over = true;
            source = requests;
        }
        if (source != null) {
            source.cancel();
        }
    }

    /** Starts the next thing there is to do, unless something is being done. */
    private void work() {
        synchronized (this) {
            if (working || over || held) {
                return;
            }
            boolean answering = demand > 0 && !wanted.isEmpty();
            boolean ending = wanted.isEmpty() && (complete || failure != null);
            if (!answering && !ending) {
                return;
            }
            working = true;
            int interval = answering ? wanted.element().getIntervalUs() : 0;
            Executor executor = interval > 0
                    ? CompletableFuture.delayedExecutor(interval, TimeUnit.MICROSECONDS)
                    : ForkJoinPool.commonPool();
            executor.execute(this::next);
        }
    }

    private void next() {
        ResponseParameters due;
        Throwable thrown;
        synchronized (this) {
            if (over) {
                return;
            }
            due = wanted.poll();
            thrown = failure;
            if (due == null) {
                over = true;
            } else {
                demand--;
            }
        }
        if (due != null) {
            subscriber.onNext(answers.answer(due));
        } else if (thrown != null) {
            subscriber.onError(thrown);
        } else {
            subscriber.onComplete();
        }
        synchronized (this) {
            working = false;
        }
        work();
    }
}
