package io.github.stubject.runtime.internal.transport;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions that share one reading thread and end together. Receivers are called on that thread, one message at a
 * time and in order, unless the user's connection was built to do otherwise.
 */
public interface SubscriptionGroup {
    /** Subscribes; takes effect on the server with the next {@link Transport#flush}. */
    void subscribe(String subject, @Nullable String queueGroup, Receiver receiver);

    /**
     * Ends all subscriptions without losing what the server has already sent: unsubscribes, flushes there and back, and
     * waits until everything queued has been received.
     *
     * @return whether it was done within the limit; the group is closed in either case
     */
    boolean drain(Duration limit) throws InterruptedException;

    /** Ends all subscriptions at once; what is queued is dropped. Does nothing when repeated. */
    void close();
}
