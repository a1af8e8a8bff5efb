package io.github.stubject.runtime;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/** Has the callbacks of a call run by the thread that waits for its end. What waits is bounded by who submits. */
final class CallersThread implements Executor {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    /** @throws IllegalStateException if this thread must not wait */
    CallersThread() {
        ReadingThread.checkMayBlock();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs what is submitted until the future is done, which only a task does. */
    void runUntilDone(CompletableFuture<?> future) throws InterruptedException {
        while (!future.isDone()) {
            tasks.take().run();
        }
    }
}
