package io.github.stubject.runtime;

/**
 * Sees every call of a {@link ServiceHost} or an {@link RpcClient}: for tracing, metrics, logging, validation,
 * authentication. One shape for both sides, blocking and asynchronous alike.
 *
 * <p>Those that were added first are outermost: they see a request first and a response last. Called by many threads at
 * the same time.
 */
@FunctionalInterface
public interface Interceptor {
    /**
     * A call begins. On the client before anything is encoded, on the caller's thread; on the host before the request is
     * decoded, on a thread of the host. Throwing refuses the call: an {@link RpcException} as it is, anything else as
     * {@link Code#INTERNAL}; then only those that have already seen it begin see it end.
     *
     * <p>A host does not ask for what it refuses before it reads it: beyond its limits, expired, while it shuts down.
     *
     * @return what follows this one call; {@link CallListener#NONE} if there is no interest in it
     */
    CallListener start(Call call);
}
