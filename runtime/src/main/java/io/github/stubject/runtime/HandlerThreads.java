package io.github.stubject.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads that the implementations of one host run on, or its listeners. Virtual ones where the JDK has them, which may run one
 * request after the other, but none that waits for another ({@link Relay});
 * before JDK 21 256 platform threads, of which a quarter is kept for the methods in equal parts, at least one for each: a
 * method that blocks all the others leaves every other one its own. What waits is bounded by {@link Admission}.
 */
final class HandlerThreads {
    private static final int THREADS = 256;
    private static final int SHARE_KEPT = 4;

    private final ExecutorService executor;
    private final int kept;
    private @Nullable ExecutorService streams;

    private final ReentrantLock lock = new ReentrantLock();
    private int sharedIdle = THREADS - THREADS / SHARE_KEPT;
    /** Those with something waiting, in the order in which they get the next shared thread. */
    private final Deque<Lane> waiting = new ArrayDeque<>();

    HandlerThreads(int methods) {
        this.kept = Math.max(1, THREADS / SHARE_KEPT / Math.max(1, methods));
        this.executor = Threads.newExecutor("stubject-handler", sharedIdle + kept * Math.max(1, methods));
    }

    /** The executor for one method; to be called once for each. */
    Executor forMethod() {
        return Threads.areVirtual() ? new Relay(executor) : new Lane();
    }

    /**
     * The executor for blocking methods with streams, which hold a thread as long as a stream is open; there are as many as
     * {@link HostLimits} lets in.
     */
    synchronized Executor forStreams() {
        if (Threads.areVirtual()) {
            return executor;
        }
        if (streams == null) {
            streams = Threads.newExecutorForLongTasks("stubject-stream");
        }
        return streams;
    }

    /** Interrupts what runs, and runs nothing more. */
    synchronized void shutdownNow() {
        executor.shutdownNow();
        if (streams != null) {
            streams.shutdownNow();
        }
    }

    /** The requests of one method on platform threads. Its fields are guarded by the lock. */
    private final class Lane implements Executor {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private int keptIdle = kept;

        @Override
        public void execute(Runnable task) {
            boolean own;
            lock.lock();
            try {
                own = keptIdle > 0;
                if (own) {
                    keptIdle--;
                } else if (sharedIdle > 0) {
                    sharedIdle--;
                } else {
                    if (tasks.isEmpty()) {
                        waiting.add(this);
                    }
                    tasks.add(task);
                    return;
                }
            } finally {
                lock.unlock();
            }
            executor.execute(() -> runAll(task, own));
        }

        /** Runs the task, and then what waits, until nothing does. */
        private void runAll(Runnable first, boolean own) {
            Runnable task = first;
            while (task != null) {
                task.run();
                task = next(own);
            }
        }

        /** What this thread does next; {@code null} if it is idle. */
        private @Nullable Runnable next(boolean own) {
            lock.lock();
            try {
                Lane lane = own ? this : waiting.peek();
                Runnable task = lane == null ? null : lane.tasks.poll();
                if (lane == null || task == null) {
                    release(own);
                    return null;
                }
                // To the end of the queue, or out of it.
                waiting.remove(lane);
                if (!lane.tasks.isEmpty()) {
                    waiting.add(lane);
                }
                return task;
            } finally {
                lock.unlock();
            }
        }

        private void release(boolean own) {
            if (own) {
                keptIdle++;
            } else {
                sharedIdle++;
            }
        }
    }
}
