package io.github.stubject.runtime;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much a host does at the same time: unary calls, and streams, which may stay open for days and have places of their own.
 * Where there are no virtual threads, streams of blocking implementations are limited by the threads that they hold.
 */
final class HostLimits {
    /** Before JDK 21, how many streams of blocking implementations can be open at the same time. */
    static final int STREAM_THREADS = 1024;

    private final Admission calls;
    private final Admission streams;
    private final Admission blockingStreams;

    /**
     * The limits.
     *
     * @param kinds those of all methods that are served
     */
    HostLimits(int maxInFlight, int maxStreams, List<? extends MethodHandler<?, ?>> kinds) {
        this.calls = new Admission(maxInFlight, count(kinds, false, false) + count(kinds, false, true));
        this.streams = new Admission(maxStreams, count(kinds, true, false));
        int most = Threads.areVirtual() ? maxStreams : Math.min(maxStreams, STREAM_THREADS);
        this.blockingStreams = new Admission(most, count(kinds, true, true));
    }

    private static int count(List<? extends MethodHandler<?, ?>> kinds, boolean streaming, boolean blocking) {
        return (int) kinds.stream()
                .filter(kind -> kind instanceof MethodHandler.Streaming == streaming && kind.isBlocking() == blocking)
                .count();
    }

    /**
     * The way in for one method; to be called once for each.
     *
     * @param most how many of its calls may be in flight; {@code null} if only the host's limits count
     */
    Admission.Gate newGate(MethodHandler<?, ?> kind, @Nullable Integer most) {
        if (!(kind instanceof MethodHandler.Streaming)) {
            return calls.newGate(most);
        }
        return (kind.isBlocking() ? blockingStreams : streams).newGate(most);
    }

    /** How many calls and streams are in flight. */
    int inFlight() {
        return calls.inFlight() + streams.inFlight() + blockingStreams.inFlight();
    }

    /** Waits until nothing is in flight, and lets nothing in any more; whether that was so in time. For one thread. */
    boolean awaitEmpty(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        boolean empty = true;
        for (Admission admission : List.of(calls, streams, blockingStreams)) {
            empty &= admission.awaitEmpty(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
        return empty;
    }
}
