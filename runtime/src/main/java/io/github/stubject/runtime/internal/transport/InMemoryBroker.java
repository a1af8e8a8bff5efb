package io.github.stubject.runtime.internal.transport;

import io.nats.client.impl.Headers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A message broker inside this process that behaves towards its transports as a nats-server does: wildcards, queue
 * groups, no-responders, a payload limit. For tests without a server.
 */
public final class InMemoryBroker {
    static final int MAX_PAYLOAD = 1024 * 1024;

    private static final byte[] EMPTY = new byte[0];

    private final List<InMemoryGroup.Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final AtomicLong inboxes = new AtomicLong();

    /** Held for reading while a message finds its way, so that whoever has left gets none that is still under way. */
    private final ReadWriteLock routing = new ReentrantReadWriteLock();

    /** A new connection to this broker. */
    public Transport connect() {
        return new InMemoryTransport(this);
    }

    String newInbox() {
        return "_INBOX." + inboxes.incrementAndGet();
    }

    void add(InMemoryGroup.Subscription subscription) {
        subscriptions.add(subscription);
    }

    void removeAll(InMemoryGroup group) {
        routing.writeLock().lock();
        try {
            subscriptions.removeIf(subscription -> subscription.group() == group);
        } finally {
            routing.writeLock().unlock();
        }
    }

    void publish(String subject, @Nullable String replyTo, @Nullable Headers headers, byte[] data) {
        Headers copy = headers == null ? null : new Headers(headers);
        InboundMessage message = new InboundMessage(subject, replyTo, copy, data.clone(), false);
        routing.readLock().lock();
        try {
            List<InMemoryGroup.Subscription> targets = targetsOf(subject);
            targets.forEach(target -> target.deliver(message));
            if (targets.isEmpty() && replyTo != null) {
                InboundMessage nobody = new InboundMessage(replyTo, null, null, EMPTY, true);
                targetsOf(replyTo).forEach(target -> target.deliver(nobody));
            }
        } finally {
            routing.readLock().unlock();
        }
    }

    /** Every subscription without a queue group, and one at random of each group. */
    private List<InMemoryGroup.Subscription> targetsOf(String subject) {
        List<InMemoryGroup.Subscription> targets = new ArrayList<>();
        Map<String, List<InMemoryGroup.Subscription>> members = new LinkedHashMap<>();
        for (InMemoryGroup.Subscription subscription : subscriptions) {
            if (!matches(subscription.pattern(), subject)) {
                continue;
            }
            String queueGroup = subscription.queueGroup();
            if (queueGroup == null) {
                targets.add(subscription);
            } else {
                String key = subscription.patternText() + " " + queueGroup;
                members.computeIfAbsent(key, any -> new ArrayList<>()).add(subscription);
            }
        }
        for (List<InMemoryGroup.Subscription> group : members.values()) {
            targets.add(group.get(ThreadLocalRandom.current().nextInt(group.size())));
        }
        return targets;
    }

    private static boolean matches(List<String> pattern, String subject) {
        String[] tokens = subject.split("\\.", -1);
        for (int i = 0; i < pattern.size(); i++) {
            if (pattern.get(i).equals(">")) {
                return tokens.length > i;
            }
            if (i == tokens.length
                    || (!pattern.get(i).equals("*") && !pattern.get(i).equals(tokens[i]))) {
                return false;
            }
        }
        return tokens.length == pattern.size();
    }
}
