package io.github.stubject.it.interop;

/**
 * A streaming call under way, step by step, whichever client makes it.
 *
 * @param <Q> what is sent
 * @param <R> what is answered
 */
interface Conversation<Q, R> extends AutoCloseable {
    void send(Q request);

    /** No request follows. */
    void halfClose();

    /** Waits for the next answer, and asks for it only now; {@code null} at the end. Throws the error that ended the call. */
    R next();

    /** Takes the call back. */
    void cancel();

    @Override
    default void close() {
        cancel();
    }
}
