package io.github.stubject.runtime;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs tasks that may block as if each had a thread of its own, on fewer: a runner takes one task after the other. Before it
 * runs one, it sees to it that another runner is on its way if more tasks wait. So no task waits for another to end, but only for
 * a thread to begin; and where tasks come faster than threads begin, one runner takes many.
 *
 * <p>Belongs to whoever bounds the tasks. Safe for any thread. When its threads are shut down it takes no more tasks.
 */
final class Relay implements Executor {
    /** A virtual thread that never waits keeps its place on the processor: without this, tasks of others might never run. */
    private static final int MOST_IN_A_ROW = 64;

    private final Executor threads;
    private final Runnable runner = this::runAll;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /** Whether a runner is on its way, and has not looked for a task yet. */
    private final AtomicBoolean coming = new AtomicBoolean();

    /** @param threads where runners run; a thread must be found for each, sooner or later */
    Relay(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        try {
            haveRunner();
        } catch (RuntimeException | Error e) {
            if (tasks.remove(task)) { // else somebody runs it
                throw e;
            }
        }
    }

    /** Whatever is thrown, a thread that could not be started too, the next one to ask for a runner asks anew. */
    private void haveRunner() {
        if (coming.compareAndSet(false, true)) {
            try {
                threads.execute(runner);
            } catch (RuntimeException | Error e) {
                coming.set(false);
                throw e;
            }
        }
    }

    private void runAll() {
        coming.set(false);
        boolean more;
        do {
            more = runSome();
        } while (more && !haveAnotherRunner()); // which makes way for what others have to run
    }

    /** @return whether more tasks wait */
    private boolean runSome() {
        for (int i = 0; i < MOST_IN_A_ROW; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return false;
            }
            if (!tasks.isEmpty()) {
                boolean unusedOrThisOneGoesOn = haveAnotherRunner();
            }
            try {
                task.run();
            } finally {
                // The next task is not the one that was interrupted.
                boolean unused = Thread.interrupted();
            }
        }
        return !tasks.isEmpty();
    }

    /** Whether there is one on its way. */
    private boolean haveAnotherRunner() {
        try {
            haveRunner();
            return true;
        } catch (RuntimeException | Error e) {
            return false;
        }
    }
}
