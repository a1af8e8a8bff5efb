package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.proto.SubjectTemplate;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.SubscriptionGroup;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One core event of a host: the reading thread puts its messages into a queue with limits, and as many tasks as it may handle
 * at the same time take them out in order. Tasks exist as long as something waits.
 */
final class CoreSubscription<E extends Message> implements Subscription {
    private static final System.Logger LOG = System.getLogger(ServiceHost.class.getName());
    private static final String RESERVED = "." + SubjectTemplate.RESERVED_TOKEN + ".";

    /** A task makes way for those of others after so many events. */
    private static final int MOST_IN_A_ROW = 64;

    private final ListenedEvent<E> listened;
    private final SubscriptionGroup group;
    private final Executor executor;
    private final EventRunner<E> runner;
    private final SubscriptionCounters counters = new SubscriptionCounters();
    private final SeldomLog losses = new SeldomLog();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    // Guarded by the lock.
    private final Deque<InboundMessage> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private int tasks;
    private boolean aborted;

    CoreSubscription(
            ListenedEvent<E> listened, SubscriptionGroup group, Executor executor, List<Interceptor> interceptors) {
        this.listened = listened;
        this.group = group;
        this.executor = executor;
        this.runner = new EventRunner<>(listened, interceptors, counters);
    }

    @Override
    public SubscriptionStats stats() {
        return counters.snapshot(listened.event(), listened.pattern(), null);
    }

    @Override
    public void resetStats() {
        counters.reset();
    }

    @Override
    public void start() {
        group.subscribe(listened.pattern(), listened.options().queueGroup(), this::receive);
    }

    /** Takes a message, on the reading thread. */
    private void receive(InboundMessage message) {
        if (message.subject().contains(RESERVED)) {
            return; // the protocol's own, at a subject that parameters make look like this event's
        }
        counters.received.increment();
        boolean begins;
        lock.lock();
        try {
            SubscribeOptions.Pending limit = listened.options().pending();
            if (aborted || waiting.size() >= limit.events() || waitingBytes >= limit.bytes()) {
                lose();
                return;
            }
            begins = tasks < listened.options().parallelism();
            if (begins) {
                tasks++; // then nothing waits
            } else {
                waiting.add(message);
                waitingBytes += sizeOf(message);
            }
        } finally {
            lock.unlock();
        }
        if (begins) {
            submit(message);
        }
    }

    private static long sizeOf(InboundMessage message) {
        return message.data().length
                + (message.headers() == null ? 0L : message.headers().serializedLength());
    }

    private void submit(InboundMessage message) {
        try {
            executor.execute(() -> handle(message));
        } catch (RejectedExecutionException e) {
            lose();
            taskEnded();
        }
    }

    private void handle(InboundMessage first) {
        InboundMessage message = first;
        for (int i = 0; message != null; i++) {
            if (i == MOST_IN_A_ROW) {
                submit(message);
                return;
            }
            EventRun<E> run = runner.prepare(message, null);
            run.run();
            if (!run.result().isDone()) {
                var unused = run.result().thenRun(this::submitNext);
                return;
            }
            message = next();
        }
    }

    private void submitNext() {
        InboundMessage message = next();
        if (message != null) {
            submit(message);
        }
    }

    /** What the calling task handles next; {@code null} if that has ended. */
    private @Nullable InboundMessage next() {
        lock.lock();
        try {
            InboundMessage message = waiting.poll();
            if (message == null) {
                taskEnded();
            } else {
                waitingBytes -= sizeOf(message);
            }
            return message;
        } finally {
            lock.unlock();
        }
    }

    private void taskEnded() {
        lock.lock();
        try {
            tasks--;
            if (tasks == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void lose() {
        counters.lost.increment();
        long times = losses.add();
        if (times > 0) {
            // The reading thread is not to wait for a log.
            Threads.callbacks().execute(() -> logLosses(times));
        }
    }

    private void logLosses(long times) {
        if (times > 0) {
            LOG.log(
                    Level.WARNING,
                    "Event " + listened.event().fullName() + " on " + listened.pattern() + ": lost " + times
                            + ", as too many were waiting for its listener");
        }
    }

    /** Its group is drained by the owner. */
    @Override
    public void drain() {}

    @Override
    public boolean awaitIdle(long nanos) throws InterruptedException {
        return TimedWait.until(() -> tasks == 0, lock, idle, nanos);
    }

    @Override
    public void abort() {
        int givenUp;
        lock.lock();
        try {
            aborted = true;
            givenUp = waiting.size();
            waiting.clear();
            waitingBytes = 0;
        } finally {
            lock.unlock();
        }
        counters.lost.add(givenUp);
        logLosses(losses.rest());
        if (givenUp > 0) {
            LOG.log(
                    Level.WARNING,
                    "Event " + listened.event().fullName() + " on " + listened.pattern() + ": lost " + givenUp
                            + ", which were waiting for its listener when the host was closed");
        }
        runner.cancelAll();
    }
}
