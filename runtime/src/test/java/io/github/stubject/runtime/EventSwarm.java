package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.EventJournal.Entry;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.StorageType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Publishers of durable events in this process, and several processes that handle them, which may be killed and are started
 * anew. What becomes of each event is read from their journal.
 */
final class EventSwarm implements AutoCloseable {
    static final int PROCESSES = 3;

    private static final int BACKLOG = 250;
    private static final int WINDOW = 24;
    private static final int EVENTS_FOR_A_KILLER = 700;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path folder;
    private final long seed;
    private final String[] urls;
    private final EventJournal journal;
    private final Semaphore backlog = new Semaphore(BACKLOG);
    private final SwarmOutcome outcome = new SwarmOutcome();
    private final EventPublishers publishers;
    private final Connection nats;
    private final RpcClient client;
    private final AtomicReferenceArray<@Nullable PeerProcess> processes = new AtomicReferenceArray<>(PROCESSES);
    private final ExecutorService threads = Executors.newCachedThreadPool(Threads.daemons("swarm"));
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** Makes the streams and starts all. */
    EventSwarm(Path folder, long seed, int events, int replicas, String... urls) throws Exception {
        this.folder = folder;
        this.seed = seed;
        this.urls = urls;
        this.journal = new EventJournal(EventPeer.journalIn(folder));
        this.nats = Nats.connect(new Options.Builder()
                .servers(urls)
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(50))
                .errorListener(new ErrorListener() {}) // errors are the rule here
                .build());
        this.client = RpcClient.builder(nats).publishWindow(WINDOW).build();
        this.publishers = new EventPublishers(client, seed, events, Math.max(2, events / EVENTS_FOR_A_KILLER), backlog);
        EventStream orders = EventStream.of(SwarmEvents.PLACED, SwarmEvents.NOTED);
        EventStream dead = EventStream.ofDeadLetters(SwarmEvents.DEAD, "dead");
        for (EventStream stream : List.of(orders, dead)) {
            stream.configure(settings -> settings.storageType(StorageType.File).replicas(replicas))
                    .prepare(nats, Setup.CREATE);
        }
        for (int i = 0; i < PROCESSES; i++) {
            int number = i;
            threads.execute(() -> keep(number));
        }
        threads.execute(publishers::run);
        threads.execute(this::readJournal);
    }

    /** Starts a process again and again, whenever it is gone. */
    private void keep(int number) {
        try {
            for (int life = 1; !closed; life++) {
                try (PeerProcess process =
                        EventPeer.start(folder, "p" + number + "." + life, seed, String.join(",", urls))) {
                    processes.set(number, process);
                    if (!closed) {
                        process.awaitGone();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            failures.add(e);
        }
    }

    private void readJournal() {
        try {
            while (!closed) {
                takeJournal();
                TimeUnit.MILLISECONDS.sleep(20); // a file does not tell that there is more of it
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            failures.add(e);
        }
    }

    private synchronized void takeJournal() throws IOException {
        for (Entry entry : journal.read()) {
            if (outcome.add(entry)) {
                backlog.release();
            }
        }
    }

    JetStreamManagement management() throws IOException {
        return nats.jetStreamManagement();
    }

    /** Kills a process, which is started anew. */
    void kill(int number) {
        PeerProcess process = processes.get(number);
        if (process != null) {
            journal.write("p" + number, EventJournal.KILLED, "-", 0);
            process.kill();
        }
    }

    /** Notes that a server was killed. */
    void noteKilled(String who) {
        journal.write(who, EventJournal.KILLED, "-", 0);
    }

    /** Waits until so many different events are handled. */
    void awaitHandled(int count) {
        await().atMost(PATIENCE).until(() -> !failures.isEmpty() || outcome.handled() >= count);
        assertThat(failures).isEmpty();
    }

    /** Waits until nothing is left to be done, and checks that all is as it should be. */
    SwarmOutcome finish() throws Exception {
        assertThat(publishers.awaitEnd(PATIENCE)).as("published in time").isTrue();
        assertThat(publishers.unexpected).isEmpty();
        awaitAllAccountedFor();
        assertThat(failures).isEmpty();
        List<String> consumers = new ArrayList<>(List.of("any_Orders_Noted"));
        for (int i = 0; i < SwarmEvents.PLACED.partitions(); i++) {
            consumers.add("keys_Orders_Placed_" + i);
        }
        for (String consumer : consumers) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptions()
                    .until(() -> {
                        ConsumerInfo info = management().getConsumerInfo(SwarmEvents.ORDERS, consumer);
                        return info.getNumPending() == 0 && info.getNumAckPending() == 0;
                    });
        }
        return outcome;
    }

    /** For as long as there is hope. */
    private void awaitAllAccountedFor() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            TimeUnit.MILLISECONDS.sleep(100);
            takeJournal();
            outcome.readStreams(management());
        } while (!outcome.lost(publishers.acked).isEmpty() && System.nanoTime() - end < 0);
    }

    EventPublishers publishers() {
        return publishers;
    }

    @Override
    public void close() throws Exception {
        closed = true;
        for (int i = 0; i < PROCESSES; i++) {
            PeerProcess process = processes.get(i);
            if (process != null) {
                process.kill();
            }
        }
        client.close();
        nats.close();
        threads.shutdownNow();
        boolean ended = threads.awaitTermination(30, TimeUnit.SECONDS);
        journal.close();
        assertThat(ended).as("all processes are ended").isTrue();
    }
}
