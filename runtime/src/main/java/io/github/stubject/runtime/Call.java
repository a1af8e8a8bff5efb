package io.github.stubject.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One call as an {@link Interceptor} sees it, on either side. Safe for any thread. */
public interface Call {
    /** Which side of a call this is. */
    enum Side {
        /** The side that calls. */
        CLIENT,
        /** The side that serves. */
        HOST
    }

    /** Which side this is. */
    Side side();

    /** The method that is called. */
    RpcMethod<?, ?> method();

    /** The concrete subject that is called, prefix included. */
    String subject();

    /** The request's headers, without those of the protocol. */
    RpcHeaders headers();

    /** What is left until the call's deadline; zero or negative once it has passed. */
    Duration timeLeft();

    /**
     * Adds headers to what this side sends, in place of those of the same names: to the request on the client, if it is
     * not sent yet; to the response, be it an answer or an error, on the host.
     */
    void send(RpcHeaders headers);

    /** Keeps a value with this call: for other interceptors, and on the host for {@link CallContext#get}. */
    <T> void set(CallKey<T> key, T value);

    /** A value that was kept with this call; {@code null} if there is none. */
    <T> @Nullable T get(CallKey<T> key);
}
