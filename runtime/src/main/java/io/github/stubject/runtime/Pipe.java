package io.github.stubject.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of a stream of messages that a program makes as it goes along: what {@link #send} takes comes out of
 * {@link #stream} or {@link #publisher}, which is given to a call. Holds as many messages as it was made for; then sending
 * waits, and so, behind it, for the one who takes them. Safe for any thread.
 *
 * <pre>{@code
 * try (Pipe<HelloRequest> out = Pipe.create(16); Stream<HelloReply> in = greeter.chat(out.stream())) {
 *     out.send(hello("a"));
 *     ...
 * }
 * }</pre>
 *
 * @param <T> the messages
 */
public final class Pipe<T> implements AutoCloseable {
    /** Why a pipe is closed at its other end, for as long as that is being done on this thread. */
    private static final ThreadLocal<@Nullable RuntimeException> REASON = new ThreadLocal<>();

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<T> messages = new ArrayDeque<>();
    private boolean taken;
    private boolean closed;
    private boolean dead;
    private @Nullable RuntimeException failure;
    private Runnable watcher = () -> {};

    private Pipe(int capacity) {
        this.capacity = capacity;
    }

    /**
     * A new pipe.
     *
     * @param capacity how many messages wait in it at most; 1 or more
     */
    public static <T> Pipe<T> create(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity is " + capacity + "; it must be 1 or more");
        }
        return new Pipe<>(capacity);
    }

    /**
     * Sends a message; waits for room.
     *
     * @throws RpcException the call's error once it has ended, or {@link Code#CANCELLED} if it ended well, or this thread was
     *     interrupted (the flag stays set)
     * @throws IllegalStateException if this is closed
     */
    public void send(T message) {
        Objects.requireNonNull(message, "message");
        Runnable tell;
        try {
            lock.lockInterruptibly();
            try {
                while (!closed && !dead && messages.size() >= capacity) {
                    ReadingThread.checkMayBlock();
                    changed.await();
                }
                checkOpen();
                messages.add(message);
                changed.signalAll();
                tell = watcher;
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RpcException.notSent(Code.CANCELLED, "interrupted while sending a message of a stream");
        }
        tell.run();
    }

    private void checkOpen() {
        if (dead) {
            throw failure != null
                    ? failure
                    : RpcException.notSent(Code.CANCELLED, "the call has ended; the message was not sent");
        }
        if (closed) {
            throw new IllegalStateException("this pipe is closed");
        }
    }

    /** Ends the stream, and with it the call, with a failure instead of a last message. What waits is dropped. */
    public void fail(RuntimeException reason) {
        Objects.requireNonNull(reason, "reason");
        end(() -> {
            if (!closed && !dead) { // else it has ended in another way, which is what those who send are told
                failure = reason;
                messages.clear();
            }
            closed = true;
        });
    }

    /** No message follows. What waits is still sent. Does nothing when repeated. */
    @Override
    public void close() {
        end(() -> closed = true);
    }

    private void end(Runnable how) {
        Runnable tell;
        lock.lock();
        try {
            how.run();
            changed.signalAll();
            tell = watcher;
        } finally {
            lock.unlock();
        }
        tell.run();
    }

    /** The other end has gone: nobody takes messages any more. */
    private void die() {
        RuntimeException reason = REASON.get();
        end(() -> {
            if (!dead) {
                dead = true;
                messages.clear();
                failure = reason;
            }
        });
    }

    /** Runs what closes the other ends of pipes, which then give this reason to who sends. */
    static void closing(@Nullable RuntimeException reason, Runnable closing) {
        REASON.set(reason);
        try {
            closing.run();
        } finally {
            REASON.remove();
        }
    }

    private void take() {
        lock.lock();
        try {
            if (taken) {
                throw new IllegalStateException("what comes out of this pipe has been taken already");
            }
            taken = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What comes out, for a thread that waits for it. Closing it makes {@link #send} fail.
     *
     * @throws IllegalStateException if this or {@link #publisher} has been called before
     */
    public Stream<T> stream() {
        take();
        Spliterator<T> messagesOut =
                new Spliterators.AbstractSpliterator<>(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
                    @Override
                    public boolean tryAdvance(Consumer<? super T> action) {
                        T next = next();
                        if (next == null) {
                            return false;
                        }
                        action.accept(next);
                        return true;
                    }

                    @Override
                    @SuppressWarnings("NullAway") // null says that it does not split
                    public Spliterator<T> trySplit() {
                        return null;
                    }
                };
        return StreamSupport.stream(messagesOut, false).onClose(this::die);
    }

    private @Nullable T next() {
        try {
            lock.lockInterruptibly();
            try {
                while (messages.isEmpty() && !closed && !dead) {
                    changed.await();
                }
                T next = messages.poll();
                changed.signalAll();
                if (next == null && !dead && failure != null) {
                    throw failure;
                }
                return next;
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RpcException.notSent(Code.CANCELLED, "interrupted while waiting for a message to send");
        }
    }

    /**
     * What comes out, for who does not want to wait; for one subscriber. Cancelling the subscription makes {@link #send}
     * fail.
     *
     * @throws IllegalStateException if this or {@link #stream} has been called before
     */
    public Flow.Publisher<T> publisher() {
        take();
        PollingPublisher<T> publisher =
                new PollingPublisher<>(new Out(), new SerialExecutor(Threads.callbacks()), this::die, e -> die());
        lock.lock();
        try {
            watcher = publisher::changed;
        } finally {
            lock.unlock();
        }
        return publisher;
    }

    /** What comes out, one by one, without waiting. */
    private final class Out implements PollingPublisher.Source<T> {
        @Override
        public @Nullable T poll() {
            lock.lock();
            try {
                changed.signalAll();
                return messages.poll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean isExhausted() {
            lock.lock();
            try {
                return messages.isEmpty() && (closed || dead);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public @Nullable Throwable failure() {
            lock.lock();
            try {
                return dead ? null : failure;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void demand(long more) {
            // What waits is here already.
        }
    }
}
