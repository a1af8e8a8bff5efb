package io.github.stubject.runtime;

import io.github.stubject.proto.SubjectTemplate;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about its calls beyond the request. Immutable. What is not said is up to the client's defaults, and
 * then to the schema.
 */
public final class CallOptions {
    /** Says nothing. */
    public static final CallOptions DEFAULT = new CallOptions(null, RpcHeaders.EMPTY, null, null);

    private static final Duration SHORTEST = Duration.ofMillis(1);
    static final Duration LONGEST = Duration.ofMillis(0xFFFF_FFFFL);

    private final @Nullable Duration timeout;
    private final RpcHeaders headers;
    private final @Nullable String instance;
    private final @Nullable Boolean retries;

    private CallOptions(
            @Nullable Duration timeout, RpcHeaders headers, @Nullable String instance, @Nullable Boolean retries) {
        this.timeout = timeout;
        this.headers = headers;
        this.instance = instance;
        this.retries = retries;
    }

    /**
     * The same with another time to wait for an answer, all retries included.
     *
     * @param timeout up to about 49 days; finer parts than milliseconds are rounded up on the wire, and kept on this side.
     *     Zero and less fail a call without sending it, as a deadline that has passed
     * @throws IllegalArgumentException if it is longer
     */
    public CallOptions withTimeout(Duration timeout) {
        return new CallOptions(checkAtMost(timeout), headers, instance, retries);
    }

    /**
     * The same with one more header for the request, in place of one with the same name.
     *
     * @throws IllegalArgumentException if {@link RpcHeaders#with(String, String)} does not allow it
     */
    public CallOptions withHeader(String name, String text) {
        return withHeaders(RpcHeaders.EMPTY.with(name, text));
    }

    /** The same with more headers for the request, in place of those with the same names. */
    public CallOptions withHeaders(RpcHeaders more) {
        return new CallOptions(timeout, headers.with(more), instance, retries);
    }

    /**
     * The same for one chosen instance, rather than for any of the queue group.
     *
     * @param id as discovery, {@link Response#instance} and {@link ServiceHost#instance} show it
     * @throws IllegalArgumentException if no instance can have this id
     */
    public CallOptions withInstance(String id) {
        String fault = SubjectTemplate.faultOf(id);
        if (fault != null || id.equals(ReservedTail.ALL)) {
            throw new IllegalArgumentException("\"" + WireHeaders.clean(id) + "\" is no id of an instance");
        }
        return new CallOptions(timeout, headers, id, retries);
    }

    /** The same without retries: one call is one message, whatever happens. */
    public CallOptions withoutRetries() {
        return new CallOptions(timeout, headers, instance, false);
    }

    /** These options, overridden by what the others say; headers are overridden by name. */
    public CallOptions with(CallOptions others) {
        if (others == DEFAULT || this == DEFAULT) {
            return others == DEFAULT ? this : others;
        }
        return new CallOptions(
                others.timeout == null ? timeout : others.timeout,
                headers.with(others.headers),
                others.instance == null ? instance : others.instance,
                others.retries == null ? retries : others.retries);
    }

    /** How long to wait for an answer; {@code null} if the schema decides. */
    public @Nullable Duration timeout() {
        return timeout;
    }

    /** The headers for the request. */
    public RpcHeaders headers() {
        return headers;
    }

    /** The instance to call; {@code null} if any may answer. */
    public @Nullable String instance() {
        return instance;
    }

    /** Whether a call may be sent again after a failure. */
    public boolean retries() {
        return retries == null || retries;
    }

    /** For what a schema says: at least 1 ms. */
    static Duration checkTimeout(Duration timeout) {
        if (Objects.requireNonNull(timeout, "timeout").compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("timeout is " + timeout + "; allowed is 1 ms to " + LONGEST);
        }
        return checkAtMost(timeout);
    }

    private static Duration checkAtMost(Duration timeout) {
        if (Objects.requireNonNull(timeout, "timeout").compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("timeout is " + timeout + "; allowed is up to " + LONGEST);
        }
        return timeout;
    }

    /** Without the values of headers, which may be secrets. */
    @Override
    public String toString() {
        return "CallOptions[timeout=" + (timeout == null ? "schema's" : timeout) + ", headers=" + headers
                + ", instance=" + (instance == null ? "any" : instance) + ", retries=" + retries() + "]";
    }
}
