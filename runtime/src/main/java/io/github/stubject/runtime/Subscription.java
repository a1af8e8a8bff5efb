package io.github.stubject.runtime;

import java.util.concurrent.TimeoutException;

/**
 * One event that a host listens to, as {@link EventSubscriptions} starts and ends it. One implementation takes core events,
 * another durable ones. Safe for any thread.
 */
interface Subscription {
    /** The event, its subject and what became of its messages. */
    SubscriptionStats stats();

    /** Starts all counting anew. */
    void resetStats();

    /**
     * Checks or makes on the server what it needs, before any event of the host is taken.
     *
     * @throws IllegalStateException if it cannot be had; its message says what to do
     */
    default void prepare() throws TimeoutException, InterruptedException {}

    /** Begins to take events; what is to be told to the server is flushed by the caller. */
    void start();

    /** Takes nothing more from the server. What it has it goes on with, or gives back. Does not wait. */
    void drain();

    /** Waits until nothing waits and nothing runs; whether that came within the time. */
    boolean awaitIdle(long nanos) throws InterruptedException;

    /** Gives up what waits, cancels and interrupts what runs. Does nothing when repeated. */
    void abort();
}
