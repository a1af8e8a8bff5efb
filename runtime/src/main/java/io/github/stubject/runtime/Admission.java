package io.github.stubject.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many requests may be in flight: at a host, and for each of its methods. A quarter of the host's places is kept for the
 * methods in equal parts, so that one that has filled all the others leaves every other one its own. Safe for any thread.
 */
final class Admission {
    private static final int SHARE_KEPT = 4;

    private final int kept;
    private final int sharedPlaces;
    private final Semaphore shared;
    private final List<Gate> gates = new ArrayList<>();
    private boolean sharedEmptied;

    /**
     * @param places how many there are in all
     * @param methods how many methods share them
     */
    Admission(int places, int methods) {
        this.kept = places / SHARE_KEPT / Math.max(1, methods);
        this.sharedPlaces = places - kept * methods;
        this.shared = new Semaphore(sharedPlaces);
    }

    /** What a request occupies from being taken up until it is answered. */
    enum Place {
        KEPT,
        SHARED
    }

    /**
     * The way in for one method; to be called once for each.
     *
     * @param most how many of its requests may be in flight; {@code null} if only the host's limit counts
     */
    Gate newGate(@Nullable Integer most) {
        Gate gate = new Gate(most == null ? Integer.MAX_VALUE : most);
        gates.add(gate);
        return gate;
    }

    /** The way in for the requests of one method. */
    final class Gate {
        private final int most;
        private final Semaphore own = new Semaphore(kept);
        private final AtomicInteger inFlight = new AtomicInteger();
        private boolean emptied;

        private Gate(int most) {
            this.most = most;
        }

        /** A place; {@code null} if there is none. */
        @Nullable
        Place enter() {
            if (inFlight.incrementAndGet() <= most) {
                if (own.tryAcquire()) {
                    return Place.KEPT;
                }
                if (shared.tryAcquire()) {
                    return Place.SHARED;
                }
            }
            inFlight.decrementAndGet();
            return null;
        }

        /** Gives a place back. */
        void leave(Place place) {
            inFlight.decrementAndGet();
            (place == Place.KEPT ? own : shared).release();
        }

        int inFlight() {
            return inFlight.get();
        }

        /** How many may be in flight when nothing else is. */
        int limit() {
            return Math.min(most, kept + sharedPlaces);
        }
    }

    /** How many requests are in flight. */
    int inFlight() {
        return gates.stream().mapToInt(Gate::inFlight).sum();
    }

    /**
     * Waits until nothing is in flight, and lets nothing in any more; whether that was so in time. For one thread, which may
     * ask again.
     */
    boolean awaitEmpty(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        sharedEmptied = sharedEmptied || emptied(shared, sharedPlaces, end);
        boolean all = sharedEmptied;
        for (Gate gate : gates) {
            gate.emptied = gate.emptied || emptied(gate.own, kept, end);
            all &= gate.emptied;
        }
        return all;
    }

    private static boolean emptied(Semaphore places, int all, long end) throws InterruptedException {
        return places.tryAcquire(all, Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
