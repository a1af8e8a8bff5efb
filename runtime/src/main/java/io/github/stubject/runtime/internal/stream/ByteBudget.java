package io.github.stubject.runtime.internal.stream;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What all streams of a connection may have on their way to it together, so that it stays below the limit beyond which
 * jnats drops messages. The more streams there are, the less a new one gets; each gets a little.
 */
public final class ByteBudget {
    private static final long ALL = 32L * 1024 * 1024;
    private static final int MOST = 2 * 1024 * 1024;
    private static final int LEAST = 1024;
    private static final int SHARE = 8;

    private final AtomicLong left = new AtomicLong(ALL);

    /** The bytes for one more stream, to be given back at its end. */
    public int take() {
        long share = Math.max(LEAST, Math.min(MOST, left.get() / SHARE));
        left.addAndGet(-share);
        return (int) share;
    }

    public void giveBack(int bytes) {
        left.addAndGet(bytes);
    }

    /** Whether everything has been given back. */
    public boolean isWhole() {
        return left.get() == ALL;
    }
}
