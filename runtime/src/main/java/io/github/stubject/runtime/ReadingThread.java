package io.github.stubject.runtime;

/**
 * Runs code of users on the thread that reads the answers of a client, where that client was told to. Until it returns, no answer is
 * read; so a call that blocks there would wait for itself, and is refused.
 */
final class ReadingThread {
    private static final ThreadLocal<boolean[]> INSIDE = ThreadLocal.withInitial(() -> new boolean[1]);

    /** Whether any client was told to; where none was, nobody pays for asking. */
    private static volatile boolean used;

    private ReadingThread() {}

    /** Runs code of users; what blocks in it is refused. */
    static void run(Runnable code) {
        if (!used) {
            used = true;
        }
        boolean[] inside = INSIDE.get();
        boolean before = inside[0];
        inside[0] = true;
        try {
            code.run();
        } finally {
            inside[0] = before;
        }
    }

    /** Whether this is code that a reading thread runs. */
    static boolean isHere() {
        return used && INSIDE.get()[0];
    }

    /**
     * To be called by what may wait for anything that is read.
     *
     * @throws IllegalStateException if this thread would have to read it
     */
    static void checkMayBlock() {
        if (isHere()) {
            throw new IllegalStateException(
                    "a call that blocks, on the thread that reads the answers: it would wait for itself."
                            + " Call without blocking, or go on with thenApplyAsync and the like");
        }
    }
}
