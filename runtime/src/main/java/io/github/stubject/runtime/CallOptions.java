package io.github.stubject.runtime;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a caller says about its calls beyond the request. Immutable. What is not said is up to the schema. */
public final class CallOptions {
    /** Says nothing. */
    public static final CallOptions DEFAULT = new CallOptions(null);

    private static final Duration LONGEST = Duration.ofMillis(0xFFFF_FFFFL);

    private final @Nullable Duration timeout;

    private CallOptions(@Nullable Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * The same with another time to wait for an answer.
     *
     * @param timeout 1 ms to about 49 days; finer parts are rounded up on the wire, and kept on this side
     * @throws IllegalArgumentException if it is outside that range
     */
    public CallOptions withTimeout(Duration timeout) {
        return new CallOptions(checkTimeout(timeout));
    }

    /** These options, overridden by what the others say. */
    public CallOptions with(CallOptions others) {
        return others.timeout == null ? this : new CallOptions(others.timeout);
    }

    /** How long to wait for an answer; {@code null} if the schema decides. */
    public @Nullable Duration timeout() {
        return timeout;
    }

    static Duration checkTimeout(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("timeout is " + timeout + "; allowed is 1 ms to " + LONGEST);
        }
        return timeout;
    }

    @Override
    public String toString() {
        return "CallOptions[timeout=" + (timeout == null ? "schema's" : timeout) + "]";
    }
}
