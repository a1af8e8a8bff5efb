package io.github.stubject.runtime;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs one action again and again on an executor, never twice at the same time: as often as it takes to have run since it
 * was last asked for.
 */
final class SerialExecutor {
    private final Executor executor;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Runnable action = () -> {};

    SerialExecutor(Executor executor) {
        this.executor = executor;
    }

    /** What is to be run; to be set once, before anything is asked for. */
    void setAction(Runnable action) {
        this.action = action;
    }

    /** Has the action run, by some thread, soon. Does not block. */
    void ask() {
        if (asked.getAndIncrement() == 0) {
            executor.execute(this::runAll);
        }
    }

    private void runAll() {
        int seen;
        do {
            seen = asked.get();
            action.run();
        } while (asked.addAndGet(-seen) != 0);
    }
}
