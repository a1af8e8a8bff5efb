package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.SubscriptionGroup;
import io.github.stubject.runtime.internal.transport.Transport;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/**
 * The subscriptions through which a host gets the calls that it shares with others. Methods can leave and come back while
 * the others go on: since jnats drops what is queued for a subscription that ends alone, a new group of subscriptions takes
 * the place of the old one, which is drained. Safe for any thread; changes wait for each other.
 */
final class QueueMembership {
    private static final System.Logger LOG = System.getLogger(ServiceHost.class.getName());
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(5);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);

    private final Transport transport;
    private final List<HostedMethod<?, ?>> methods;
    private final Set<HostedMethod<?, ?>> away = ConcurrentHashMap.newKeySet();
    private SubscriptionGroup group;
    private volatile boolean ended;

    /** Without any subscription yet. */
    QueueMembership(Transport transport, List<HostedMethod<?, ?>> methods) {
        this.transport = transport;
        this.methods = methods;
        this.group = transport.newSubscriptionGroup();
    }

    /**
     * Subscribes to all.
     *
     * @throws TimeoutException if the server does not confirm it
     */
    synchronized void join() throws TimeoutException, InterruptedException {
        subscribe(group);
        transport.flush(FLUSH_LIMIT);
    }

    /** Whether this method gets calls; waits for no change. */
    boolean contains(HostedMethod<?, ?> method) {
        return !away.contains(method) && !ended;
    }

    /** Takes the method out; what it has been sent, it runs. Whether that was done. */
    synchronized boolean leave(HostedMethod<?, ?> method) throws InterruptedException {
        if (ended || !away.add(method)) {
            return false;
        }
        boolean done = regroup();
        if (!done) {
            away.remove(method);
        }
        return done;
    }

    /** Takes the method in again. Whether that was done. */
    synchronized boolean comeBack(HostedMethod<?, ?> method) throws InterruptedException {
        if (ended || !away.remove(method)) {
            return false;
        }
        boolean done = regroup();
        if (!done) {
            away.add(method);
        }
        return done;
    }

    private boolean regroup() throws InterruptedException {
        SubscriptionGroup next = transport.newSubscriptionGroup();
        try {
            subscribe(next);
            transport.flush(FLUSH_LIMIT);
        } catch (TimeoutException | IllegalStateException e) {
            next.close();
            LOG.log(Level.DEBUG, "The subscriptions could not be changed", e);
            return false;
        }
        SubscriptionGroup before = group;
        group = next;
        before.drain(DRAIN_LIMIT);
        return true;
    }

    private void subscribe(SubscriptionGroup to) {
        for (HostedMethod<?, ?> method : methods) {
            if (!away.contains(method)) {
                to.subscribe(method.subject().pattern(), method.queueGroup(), method::receive);
            }
        }
    }

    /** Ends all without losing what has been sent here; whether it was done within the limit. */
    synchronized boolean drain(Duration limit) throws InterruptedException {
        ended = true;
        return group.drain(limit);
    }

    /** Ends all at once. */
    synchronized void close() {
        ended = true;
        group.close();
    }
}
