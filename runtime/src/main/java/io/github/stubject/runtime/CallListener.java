package io.github.stubject.runtime;

import com.google.protobuf.Message;

/**
 * Follows one call for an {@link Interceptor}. Its methods are called one after the other, not always by the same thread.
 */
public interface CallListener {
    /** One that is not interested. */
    CallListener NONE = new CallListener() {};

    /**
     * The request: about to be sent, or just decoded. Throwing refuses the call, as {@link Interceptor#start} does.
     */
    default void request(Message message) {}

    /**
     * The request is sent once more, since the last attempt failed. Clients only.
     *
     * @param attempt the number of the attempt that follows: 2 or more
     * @param failure why the one before failed
     */
    default void retry(int attempt, RpcException failure) {}

    /**
     * A stream was accepted; called once, before the first response and before the end. Clients only. What it throws is logged.
     *
     * @param headers those that the service had set by then; at the end all of them come, these too
     */
    default void accepted(RpcHeaders headers) {}

    /** The response: just decoded, or about to be sent. Throwing makes the call fail. */
    default void response(Message message) {}

    /** The call has ended; called exactly once. What it throws is logged. */
    default void end(Outcome outcome) {}

    /**
     * Called before user code runs on behalf of the call, on the thread that will run it: the implementation, or what
     * depends on a future of the client. Closed behind it.
     */
    default Scope scope() {
        return Scope.NONE;
    }
}
