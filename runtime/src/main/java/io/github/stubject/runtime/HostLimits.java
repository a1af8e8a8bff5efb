package io.github.stubject.runtime;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much a host does at the same time: unary calls, and streams, which may stay open for days and have places of their own.
 * Where there are no virtual threads, streams of blocking implementations have theirs beside the others', as many as there
 * are threads for them.
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
        int async = count(kinds, true, false);
        int blocking = count(kinds, true, true);
        boolean together = Threads.areVirtual();
        this.streams = new Admission(maxStreams, together ? async + blocking : async);
        this.blockingStreams = together ? streams : new Admission(Math.min(maxStreams, STREAM_THREADS), blocking);
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
        return all().stream().mapToInt(Admission::inFlight).sum();
    }

    private Set<Admission> all() {
        return new LinkedHashSet<>(List.of(calls, streams, blockingStreams)); // two of them may be the same
    }

    /** Waits until nothing is in flight, and lets nothing in any more; whether that was so in time. For one thread. */
    boolean awaitEmpty(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        boolean empty = true;
        for (Admission admission : all()) {
            empty &= admission.awaitEmpty(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
        return empty;
    }
}
