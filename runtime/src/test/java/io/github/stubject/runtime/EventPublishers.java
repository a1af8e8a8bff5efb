package io.github.stubject.runtime;

import static io.github.stubject.runtime.SwarmEvents.NOTED;
import static io.github.stubject.runtime.SwarmEvents.PLACED;

import io.github.stubject.runtime.SwarmEvents.Kind;
import io.github.stubject.runtime.test.OrderRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events by seed: those of a key one after the other's ack, many keys at a time, through the window of one client.
 * What fails is published again under the same id; some is given up.
 */
final class EventPublishers {
    private static final int KEYS = 40;
    private static final int LOOSE_IN = 4;
    private static final int POISON_IN = 80;
    private static final int GIVEN_UP_IN = 10;
    private static final int IMPATIENT_IN = 4;
    private static final int MOST_PAUSE_MS = 200;

    private final RpcClient client;
    private final Random random;
    private final Semaphore backlog;
    private final BlockingQueue<Source> ready = new LinkedBlockingQueue<>();
    private final CountDownLatch open;

    final Set<String> published = ConcurrentHashMap.newKeySet();
    final Set<String> acked = ConcurrentHashMap.newKeySet();
    final Map<String, Integer> failures = new ConcurrentSkipListMap<>();
    final Queue<Throwable> unexpected = new ConcurrentLinkedQueue<>();

    /** The events of one key, or without one. */
    private static final class Source {
        private final DurableEvent<OrderRequest> type;
        private final List<OrderRequest> events = new ArrayList<>();
        private int next;

        Source(DurableEvent<OrderRequest> type) {
            this.type = type;
        }

        boolean isEmpty() {
            return next == events.size();
        }

        OrderRequest event() {
            return events.get(next);
        }
    }

    /**
     * @param killers how many events are to kill the processes that handle them
     * @param backlog how many events may be published and not handled
     */
    EventPublishers(RpcClient client, long seed, int events, int killers, Semaphore backlog) {
        this.client = client;
        this.random = new Random(seed);
        this.backlog = backlog;
        List<Source> sources = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            sources.add(new Source(PLACED));
        }
        int keyed = events - events / LOOSE_IN;
        int killing = Math.max(1, keyed / (killers + 1));
        for (int i = 0; i < keyed; i++) {
            int key = random.nextInt(KEYS);
            List<OrderRequest> those = sources.get(key).events;
            those.add(SwarmEvents.event("key-" + key, those.size() + 1, kind(i, killing)));
        }
        for (int i = 0; i < LOOSE_IN; i++) {
            Source loose = new Source(NOTED);
            for (int j = 0; j < events / LOOSE_IN / LOOSE_IN; j++) {
                loose.events.add(SwarmEvents.event(SwarmEvents.LOOSE + i + "-" + j, j, kind(0, 1)));
            }
            sources.add(loose);
        }
        sources.removeIf(Source::isEmpty);
        ready.addAll(sources);
        open = new CountDownLatch(sources.size());
    }

    private Kind kind(int index, int killing) {
        if (index > 0 && index % killing == 0) {
            return index / killing % 2 == 0 ? Kind.HALTS : Kind.HALTS_LAST;
        }
        return random.nextInt(POISON_IN) == 0 ? Kind.THROWS : Kind.GOOD;
    }

    /** Publishes until all is acked or given up, or the thread is interrupted. */
    void run() {
        try {
            while (open.getCount() > 0) {
                Source source = ready.poll(50, TimeUnit.MILLISECONDS);
                if (source != null) {
                    publish(source);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            unexpected.add(e);
        }
    }

    boolean awaitEnd(Duration time) throws InterruptedException {
        return open.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void publish(Source source) throws InterruptedException {
        OrderRequest event = source.event();
        String name = SwarmEvents.nameOf(event);
        if (published.add(name) && !SwarmEvents.isPoison(name)) {
            backlog.acquire();
        }
        boolean impatient = random.nextInt(IMPATIENT_IN) == 0;
        PublishOptions options = PublishOptions.DEFAULT.withTimeout(Duration.ofMillis(impatient ? 200 : 3000));
        if (source.type == PLACED) {
            options = options.withMessageId(name);
        }
        boolean givenUp = source.type == NOTED && random.nextInt(GIVEN_UP_IN) == 0;
        int pause = random.nextInt(MOST_PAUSE_MS);
        CompletableFuture<PublishAck> publish =
                client.publishAsync(source.type, event, givenUp ? options.withoutRetries() : options);
        var unused = publish.whenComplete((ack, failure) -> ended(source, name, givenUp, pause, failure));
    }

    private void ended(Source source, String name, boolean givenUp, int pause, @Nullable Throwable failure) {
        if (failure == null) {
            acked.add(name);
        } else if (failure instanceof RpcException error && isByFaults(error)) {
            failures.merge(error.code().name(), 1, Integer::sum);
        } else {
            unexpected.add(failure);
        }
        if (failure == null || givenUp) {
            source.next++;
        }
        if (failure != null && givenUp) {
            backlog.release();
        }
        if (source.isEmpty()) {
            open.countDown();
        } else if (failure == null) {
            ready.add(source);
        } else {
            Executor later = CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS);
            later.execute(() -> ready.add(source));
        }
    }

    private static boolean isByFaults(RpcException error) {
        return switch (error.code()) {
            case DEADLINE_EXCEEDED, UNAVAILABLE, RESOURCE_EXHAUSTED -> true;
            default -> false;
        };
    }
}
