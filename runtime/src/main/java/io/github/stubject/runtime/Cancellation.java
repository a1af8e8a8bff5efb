package io.github.stubject.runtime;

import java.util.ArrayList;
import java.util.List;

/** Whether somebody has lost interest, and what is to be done then. Safe for any thread. */
final class Cancellation {
    /** Empty and shared until something is to be done. */
    private List<Runnable> actions = List.of();

    private boolean cancelled;

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /**
     * Has the action run once, by whoever cancels; at once if that has happened.
     *
     * @return takes the action back, if it has not begun
     */
    Runnable onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                if (actions.isEmpty()) {
                    actions = new ArrayList<>(2);
                }
                actions.add(action);
                return () -> remove(action);
            }
        }
        action.run();
        return () -> {};
    }

    private synchronized void remove(Runnable action) {
        // What was once cancelled has given its actions away.
        if (!cancelled) {
            actions.remove(action);
        }
    }

    /** Cancels; returns what is to be run now, nothing if it was cancelled before. */
    synchronized List<Runnable> cancel() {
        List<Runnable> due = cancelled ? List.of() : actions;
        cancelled = true;
        actions = List.of();
        return due;
    }
}
