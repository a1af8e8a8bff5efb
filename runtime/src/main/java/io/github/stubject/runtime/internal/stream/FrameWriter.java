package io.github.stubject.runtime.internal.stream;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The one thread on which all frames of a client or a host leave, stream by stream in turn. While it hands one frame to the
 * connection, further messages come together for the next ones: so nobody waits in order to pack. There is a thread only while
 * there is something to send. Each stream waits here once at most.
 */
public final class FrameWriter implements AutoCloseable {
    private static final long IDLE_SECONDS = 5;

    /**
     * Larger ones were slower: nats-server reads up to 64 KiB at once, and copies a message once more that is not there as a
     * whole.
     */
    private static final int LARGEST_FRAME = 8 * 1024;

    private static final int LARGEST_BEAT = 64 * 1024;

    private final ThreadPoolExecutor thread;
    private final LongSupplier maxPayload;

    /** @param maxPayload what the server takes; zero or less if that is not known */
    public FrameWriter(String name, LongSupplier maxPayload) {
        this.maxPayload = maxPayload;
        this.thread = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> daemon(task, name));
        thread.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** What a frame of several messages may have at most. */
    int largestFrame() {
        return taken(LARGEST_FRAME);
    }

    /** What a beat may have at most. */
    int largestBeat() {
        return taken(LARGEST_BEAT);
    }

    private int taken(int bytes) {
        long most = maxPayload.getAsLong();
        return most > 0 ? (int) Math.min(most, bytes) : bytes;
    }

    /** Has something run on the thread. Nothing happens any more once this is closed. */
    public void schedule(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            // Closed, and with it everything that could wait for a frame.
        }
    }

    /** Waits until nothing is to be sent any more, all has been handed to the connection; whether that was in time. */
    public boolean awaitIdle(long nanos) throws InterruptedException {
        Idleness idleness = new Idleness();
        schedule(idleness);
        return idleness.reached.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** Goes behind all others again and again, as a stream with much to send has several turns. */
    private final class Idleness implements Runnable {
        private final CountDownLatch reached = new CountDownLatch(1);

        @Override
        public void run() {
            if (thread.getQueue().stream().allMatch(Idleness.class::isInstance)) {
                reached.countDown();
            } else {
                schedule(this);
            }
        }
    }

    /** Sends nothing more. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
