package io.github.stubject.runtime;

import io.github.stubject.runtime.SwarmEvents.Kind;
import io.github.stubject.runtime.test.OrderRequest;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A process that handles the events of an {@link EventSwarm}, and writes down what it does before and after. */
final class EventPeer {
    private static final int SELDOM = 40;
    private static final int SHORT_MS = 3;
    private static final int LONG_MS = 150;
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final String name;
    private final long seed;
    private final EventJournal journal;

    private EventPeer(String name, long seed, EventJournal journal) {
        this.name = name;
        this.seed = seed;
        this.journal = journal;
    }

    static PeerProcess start(Path folder, String name, long seed, String urls) throws IOException {
        return PeerProcess.start(EventPeer.class, folder.toString(), name, Long.toString(seed), urls);
    }

    static Path journalIn(Path folder) {
        return folder.resolve("journal");
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        System.setErr(new PrintStream(
                Files.newOutputStream(folder.resolve("log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                true,
                StandardCharsets.UTF_8));
        EventPeer peer = new EventPeer(args[1], Long.parseLong(args[2]), new EventJournal(journalIn(folder)));
        PeerProcess.say(PeerProcess.READY);
        Thread work = new Thread(() -> peer.work(args[3]));
        work.setDaemon(true);
        work.start();
        PeerProcess.awaitEnd();
        Runtime.getRuntime().halt(0);
    }

    /** Until it is there, as the server may just be away. */
    private void work(String urls) {
        while (true) {
            try {
                Connection nats = Nats.connect(new Options.Builder()
                        .servers(urls.split(",", -1))
                        .maxReconnects(-1)
                        .reconnectWait(AGAIN)
                        .connectionTimeout(Duration.ofSeconds(2))
                        .build());
                try {
                    ServiceHost unusedAsItStays = ServiceHost.builder(nats)
                            .add(SwarmEvents.placed(this::handle))
                            .add(SwarmEvents.noted(this::handle))
                            .start();
                    return;
                } catch (RuntimeException e) {
                    nats.close();
                    throw e;
                }
            } catch (Exception e) {
                System.err.println(name + " cannot start yet: " + e);
                sleep(AGAIN.toMillis());
            }
        }
    }

    private void handle(OrderRequest event) {
        long deliveries =
                Objects.requireNonNull(CallContext.current().storedEvent()).deliveries();
        write(EventJournal.BEGUN, event, deliveries);
        Random random = new Random(seed * 31 + SwarmEvents.nameOf(event).hashCode());
        boolean seldom = random.nextInt(SELDOM) == 0;
        sleep(random.nextInt(seldom ? LONG_MS : SHORT_MS));
        Kind kind = SwarmEvents.kindOf(event);
        boolean last = deliveries >= SwarmEvents.DELIVERIES_IN_ORDER;
        if (kind == Kind.HALTS || (kind == Kind.HALTS_LAST && last)) {
            write(EventJournal.HALTED, event, deliveries);
            Runtime.getRuntime().halt(1);
        }
        if (kind != Kind.GOOD || (deliveries == 1 && random.nextInt(SELDOM) == 0)) {
            write(EventJournal.FAILED, event, deliveries);
            throw new IllegalStateException("by intent");
        }
        write(EventJournal.DONE, event, deliveries);
    }

    private void write(String what, OrderRequest event, long deliveries) {
        journal.write(name, what, SwarmEvents.nameOf(event), deliveries);
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
