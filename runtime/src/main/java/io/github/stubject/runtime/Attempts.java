package io.github.stubject.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call on the client: how many there were, what is known of those that failed, and whether and when there
 * is another one. Belongs to its call; used by one thread after the other. Once the client is closed there are no more.
 */
final class Attempts {
    private final OutgoingCall call;
    private int begun;
    /** Nobody was there for the last one. */
    private boolean absent;
    /** What is known of the attempts that failed before the last one. */
    private Delivery before = Delivery.NOT_RUN;

    Attempts(OutgoingCall call) {
        this.call = call;
    }

    /** Those of a call whose first one has begun, without any of this. */
    static Attempts afterFirst(OutgoingCall call) {
        Attempts attempts = new Attempts(call);
        attempts.begun = 1;
        return attempts;
    }

    /** One more begins. @return how long its answer may take */
    Duration begin() {
        begun++;
        absent = false;
        return begun == 1 ? call.timeout() : call.timeLeft();
    }

    /** Nobody has got this one; what the call fails of if it was the last. */
    RpcException absence() {
        absent = true;
        return call.absence();
    }

    /**
     * How long to wait before the next one; {@code null} if there is none.
     *
     * @param left how much time there is for it
     */
    @Nullable
    Duration pauseAfter(RpcException failure, Duration left) {
        ClientContext client = call.client();
        if (!call.options().retries()
                || (absent && isInVain())
                || client.calls().isClosed()) {
            return null;
        }
        Duration pause =
                client.retries().pauseAfter(begun, failure, call.method().isIdempotent(), left);
        if (pause != null) {
            before = both(before, failure.delivery());
        }
        return pause;
    }

    /** Whether the method is known to be missing from all instances, so that trying again does not help. */
    private boolean isInVain() {
        return call.options().instance() == null && call.client().absences().isLacking(call.method());
    }

    /** Tells the interceptors that another one follows, after this failure. */
    void retry(RpcException failure) {
        call.listeners().retry(begun + 1, failure);
    }

    /** The failure of the last attempt as that of the call: an earlier one may have run. Not for the reading thread. */
    RpcException explained(RpcException failure) {
        RpcException last = absent ? call.explainedAbsence(failure) : failure;
        return last.withDelivery(both(before, last.delivery()));
    }

    /** What is known of two attempts, by what is known of each. */
    static Delivery both(Delivery a, Delivery b) {
        if (a == Delivery.RAN || b == Delivery.RAN) {
            return Delivery.RAN;
        }
        return a == Delivery.NOT_RUN ? b : a;
    }
}
