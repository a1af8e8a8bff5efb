package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.jetstream.AckSubject;
import io.github.stubject.runtime.internal.jetstream.HeldEvent;
import io.github.stubject.runtime.internal.jetstream.HeldEvents;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The events that a host has of one consumer, and how far it has come in the stream, for any thread. Sends nothing. */
final class Holding {
    private static final int VERY_MANY = Integer.MAX_VALUE / 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    // Guarded by the lock.
    private final HeldEvents events;
    private final Positions positions = new Positions();
    private boolean draining;
    private boolean aborted;

    Holding(HeldEvents events) {
        this.events = events;
    }

    private <T> T get(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable action) {
        lock.lock();
        try {
            action.run();
            if (events.size() == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many events there are; very many if nothing can be done with more. */
    int load() {
        return get(() -> events.isStuck() ? VERY_MANY : events.size());
    }

    boolean isStuck() {
        return get(events::isStuck);
    }

    /** Where another consumer would have to go on, if this one were lost. */
    long position() {
        return get(positions::next);
    }

    void begin(long position) {
        change(() -> positions.begin(position));
    }

    /**
     * Looks whether another instance has made the consumer again, as one that has got less far than this instance knows.
     *
     * @param next the number of the first event that it has not delivered
     * @param floor that of the first that it does not know to be handled
     */
    void remade(long next, long floor) {
        change(() -> {
            if (next < positions.next()) {
                positions.begin(floor);
            }
        });
    }

    /** What is here is of a stream that is gone: another one of its name begins. */
    void beginAnew(long position) {
        change(() -> {
            events.loseAll();
            positions.begin(position);
        });
    }

    void add(InboundMessage message, AckSubject ack) {
        change(() -> {
            boolean unusedIfKnown = events.add(message, ack, System.nanoTime());
            positions.begun(ack.streamSequence());
        });
    }

    /** The next to run, if one may; see {@link HeldEvents#next}. */
    @Nullable
    HeldEvent next() {
        lock.lock();
        try {
            return draining ? null : events.next(System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    boolean isOurs(HeldEvent event) {
        return get(() -> events.isOurs(event, System.nanoTime()));
    }

    void aside(HeldEvent event) {
        change(() -> events.aside(event));
    }

    /** @param done whether it shall never come again */
    void end(HeldEvent event, boolean done) {
        change(() -> {
            events.end(event);
            if (done) {
                positions.ended(event.ack().streamSequence());
            }
        });
    }

    List<HeldEvent> takeOverdue(long now) {
        return get(() -> events.takeOverdue(now));
    }

    List<HeldEvent> takeUntold(long now) {
        return get(() -> events.takeUntold(now));
    }

    List<HeldEvent> takeWaiting() {
        lock.lock();
        try {
            List<HeldEvent> waiting = events.takeWaiting();
            if (events.size() == 0) {
                idle.signalAll();
            }
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /** From now on nothing begins. */
    void drain() {
        change(() -> draining = true);
    }

    /** From now on nothing counts as handled. */
    void abort() {
        change(() -> aborted = true);
    }

    boolean isAborted() {
        return get(() -> aborted);
    }

    /** Waits until there are no events any more; whether that came within the time. */
    boolean awaitIdle(long nanos) throws InterruptedException {
        return TimedWait.until(() -> events.size() == 0, lock, idle, nanos);
    }
}
