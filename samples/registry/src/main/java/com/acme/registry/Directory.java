package com.acme.registry;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.KeyValueOperation;
import io.nats.client.api.KeyValueWatcher;
import io.nats.client.impl.NatsKeyValueWatchSubscription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The endpoints that are there. The truth is in a bucket of JetStream's key-value store, which outlives every registry; each
 * registry follows it, so that all of them know the same. Endpoints that have said nothing for a while are taken out.
 */
final class Directory implements AutoCloseable {
    private static final int MOST_UNSEEN_CHANGES = 1_000;

    private final KeyValue bucket;
    private final Duration patience;
    private final Map<String, Known> known = new HashMap<>(); // guarded by this
    private final List<Watcher> watchers = new ArrayList<>(); // guarded by this
    private final CountDownLatch complete = new CountDownLatch(1);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private NatsKeyValueWatchSubscription following;

    /** An endpoint, the revision of its entry, and when this registry last heard of it. */
    private record Known(Endpoint endpoint, long revision, long heardAt) {}

    private Directory(KeyValue bucket, Duration patience) {
        this.bucket = bucket;
        this.patience = patience;
    }

    /** Opens the bucket, and makes it if it is not there; returns when all of it is known. */
    static Directory open(Connection nats, String name, Duration patience) throws Exception {
        // Does nothing if there is one.
        nats.keyValueManagement().create(KeyValueConfiguration.builder(name).build());
        Directory directory = new Directory(nats.keyValue(name), patience);
        directory.following = directory.bucket.watchAll(directory.new Following());
        directory.complete.await();
        long period = patience.toMillis() / 4;
        directory.clock.scheduleWithFixedDelay(directory::removeSilent, period, period, TimeUnit.MILLISECONDS);
        return directory;
    }

    private final class Following implements KeyValueWatcher {
        @Override
        public void watch(KeyValueEntry entry) {
            follow(entry);
        }

        @Override
        public void endOfData() {
            complete.countDown();
        }
    }

    private synchronized void follow(KeyValueEntry entry) {
        Known before = known.get(entry.getKey());
        if (entry.getOperation() != KeyValueOperation.PUT) {
            if (before != null) {
                known.remove(entry.getKey());
                tell(Change.Kind.WENT, before.endpoint());
            }
            return;
        }
        try {
            Endpoint endpoint = Endpoint.parseFrom(entry.getValue());
            known.put(entry.getKey(), new Known(endpoint, entry.getRevision(), System.nanoTime()));
            if (before == null) {
                tell(Change.Kind.CAME, endpoint);
            }
        } catch (InvalidProtocolBufferException e) {
            System.err.println("The bucket has something else than an endpoint as " + entry.getKey());
        }
    }

    private void tell(Change.Kind kind, Endpoint endpoint) {
        Change change = Change.newBuilder().setKind(kind).setEndpoint(endpoint).build();
        watchers.forEach(watcher -> watcher.tell(change));
    }

    /** An endpoint is there. */
    void put(Endpoint endpoint) {
        try {
            bucket.put(key(endpoint), endpoint.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An endpoint goes. */
    void remove(Endpoint endpoint) {
        try {
            bucket.delete(key(endpoint));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String key(Endpoint endpoint) {
        return endpoint.getService() + "." + endpoint.getId();
    }

    /** The endpoints of interest that are there now. */
    synchronized List<Endpoint> find(Predicate<Endpoint> interest) {
        return known.values().stream().map(Known::endpoint).filter(interest).toList();
    }

    /** Those that are there now as ones that came, and then all changes. */
    synchronized Watcher watch(Predicate<Endpoint> interest) {
        Watcher watcher = new Watcher(interest, MOST_UNSEEN_CHANGES + known.size(), this::forget);
        watchers.add(watcher);
        for (Endpoint endpoint : find(interest)) {
            watcher.tell(Change.newBuilder()
                    .setKind(Change.Kind.CAME)
                    .setEndpoint(endpoint)
                    .build());
        }
        return watcher;
    }

    private synchronized void forget(Watcher watcher) {
        watchers.remove(watcher);
    }

    private void removeSilent() {
        long now = System.nanoTime();
        forEachKnown((key, one) -> {
            if (now - one.heardAt() > patience.toNanos()) {
                removeIfUnchanged(key, one.revision());
            }
        });
    }

    private void forEachKnown(BiConsumer<String, Known> action) {
        Map<String, Known> copy;
        synchronized (this) {
            copy = Map.copyOf(known);
        }
        copy.forEach(action);
    }

    /** Of several registries one succeeds; none does if the endpoint has said something meanwhile. */
    private void removeIfUnchanged(String key, long revision) {
        try {
            bucket.delete(key, revision);
        } catch (IOException | JetStreamApiException e) {
            // The next round will see.
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        following.unsubscribe();
    }
}
