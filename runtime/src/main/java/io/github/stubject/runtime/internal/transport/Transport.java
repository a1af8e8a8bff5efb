package io.github.stubject.runtime.internal.transport;

import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What calls need of a connection to NATS, and no more. One implementation stands on jnats, another lives in memory.
 * Safe for any thread.
 */
public interface Transport {
    /** A new group without subscriptions, with a reading thread of its own. */
    SubscriptionGroup newSubscriptionGroup();

    /**
     * Hands a message to the connection, whether or not the thread is interrupted. Returning says nothing about its
     * arrival.
     *
     * @throws IllegalStateException if the connection does not take it; then it was not sent
     * @throws IllegalArgumentException if it is larger than the server takes
     */
    void publish(String subject, @Nullable String replyTo, @Nullable Headers headers, byte[] data);

    /** Waits until the server has handled everything handed over before, or the limit has passed. */
    void flush(Duration limit) throws TimeoutException, InterruptedException;

    /** Whether what is published now leaves now; false also while a lost connection is being restored. */
    boolean isConnected();

    /** The largest sum of payload and serialized headers that the server takes, in bytes. */
    long maxPayload();

    /** Whether what is published here reaches subscriptions of the same connection. */
    boolean hearsItself();

    /** Whether the server of this connection says that it has JetStream. */
    default boolean hasJetStream() {
        return false;
    }

    /** What the server has complained of last; a new object for each complaint. */
    default @Nullable String lastError() {
        return null;
    }

    /**
     * What the server has complained of since; {@code null} if of nothing.
     *
     * @param before what {@link #lastError} was then
     */
    @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // the same text may be a new complaint
    default @Nullable String errorSince(@Nullable String before) {
        String now = lastError();
        return now == before ? null : now;
    }

    /** Whether the server has not let this connection use a subject since; {@code before} as for {@link #errorSince}. */
    default boolean wasRefusedSince(@Nullable String before, String subject) {
        String error = errorSince(before);
        return error != null && error.contains("\"" + subject + "\"");
    }

    /** A subject of this connection alone, unlike any before. */
    String newInbox();

    /**
     * Runs the action, on a thread of the connection, once this connection is closed for good; at once if it is.
     *
     * @return ends the waiting for it
     */
    Runnable onClose(Runnable action);

    /**
     * Runs the action, on a thread of the connection, whenever the connection is lost: what was under way is.
     *
     * @return ends the waiting for it
     */
    Runnable onDisconnect(Runnable action);
}
