package io.github.stubject.runtime;

import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param error what ended it; {@code null} if it was answered
 * @param headers the headers of the answer or the error, without those of the protocol
 */
public record Outcome(@Nullable RpcException error, RpcHeaders headers) {
    /** Whether it was answered. */
    public boolean isOk() {
        return error == null;
    }

    static Outcome answered(RpcHeaders headers) {
        return new Outcome(null, headers);
    }

    static Outcome failed(RpcException error) {
        return new Outcome(error, error.headers());
    }
}
