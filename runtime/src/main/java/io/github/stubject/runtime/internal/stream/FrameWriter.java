package io.github.stubject.runtime.internal.stream;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which all frames of a client or a host leave, stream by stream in turn. While it hands one frame to the
 * connection, further messages come together for the next: so nobody waits in order to pack. There is a thread only while
 * there is something to send. Each stream waits here once at most.
 */
public final class FrameWriter implements AutoCloseable {
    private static final long IDLE_SECONDS = 5;

    private final ThreadPoolExecutor thread;

    public FrameWriter(String name) {
        this.thread = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> daemon(task, name));
        thread.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Has something run on the thread. Nothing happens any more once this is closed. */
    void schedule(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            // Closed, and with it everything that could wait for a frame.
        }
    }

    /** Waits until what was to be sent so far has been handed to the connection; whether that was in time. */
    public boolean awaitIdle(long nanos) throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        schedule(reached::countDown);
        return reached.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** Sends nothing more. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
