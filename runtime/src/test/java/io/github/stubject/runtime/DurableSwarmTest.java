package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.natsserver.NatsCluster;
import io.github.stubject.natsserver.NatsServer;
import io.nats.client.api.ClusterInfo;
import io.nats.client.api.Replica;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is killed, each event that was acknowledged is handled at least once or is a dead letter, only what cannot be handled
 * is one, and those of a key are handled in order. Runs {@value #EVENTS_BY_DEFAULT} events in each test;
 * {@code -Dstubject.swarm.events=20000} more, with more faults, and {@code -Dstubject.swarm.seed=...} those of one seed again.
 */
@Timeout(900)
class DurableSwarmTest {
    private static final int EVENTS_BY_DEFAULT = 600;
    private static final int EVENTS = Integer.getInteger("stubject.swarm.events", EVENTS_BY_DEFAULT);
    private static final int EVENTS_FOR_A_FAULT = 200;
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final long seed = Long.getLong("stubject.swarm.seed", new Random().nextInt(1_000_000));
    private final Random random = new Random(seed);

    /** Something bad that happens. */
    private interface Fault {
        void happen(EventSwarm swarm, int number) throws Exception;
    }

    @Test
    void consumersAreKilledInTheMiddleOfWork() throws Exception {
        try (NatsServer server = NatsServer.start("jetstream: enabled")) {
            run("consumers killed", 1, (swarm, number) -> killConsumers(swarm), server.url());
        }
    }

    @Test
    void theServerIsKilledAndStartedAgain() throws Exception {
        try (NatsServer server = NatsServer.start("jetstream: enabled")) {
            run(
                    "server killed",
                    1,
                    (swarm, number) -> {
                        swarm.noteKilled("server");
                        server.kill();
                        if (number % 2 == 1) {
                            killConsumers(swarm);
                        }
                        pause(1000);
                        server.startAgain();
                    },
                    server.url());
        }
    }

    @Test
    void theLeaderOfAStreamWithThreeReplicasIsKilledAndComesBack() throws Exception {
        try (NatsCluster cluster = NatsCluster.start(3, "jetstream: enabled")) {
            cluster.awaitJetStream();
            run(
                    "leader killed",
                    3,
                    (swarm, number) -> {
                        if (number % 2 == 1) {
                            killConsumers(swarm);
                        } else {
                            killLeader(swarm, cluster);
                        }
                    },
                    cluster.urls());
        }
    }

    private void run(String what, int replicas, Fault fault, String... urls) throws Exception {
        String again = "-Dstubject.swarm.seed=" + seed + " -Dstubject.swarm.events=" + EVENTS;
        long begin = System.nanoTime();
        try (EventSwarm swarm = new EventSwarm(folder, seed, EVENTS, replicas, urls)) {
            int faults = EVENTS / EVENTS_FOR_A_FAULT;
            for (int i = 0; i < faults; i++) {
                // The last one comes before all is published.
                swarm.awaitHandled(i * EVENTS_FOR_A_FAULT + random.nextInt(EVENTS_FOR_A_FAULT / 2));
                fault.happen(swarm, i);
            }
            SwarmOutcome outcome = swarm.finish();
            EventPublishers publishers = swarm.publishers();
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            System.out.println(
                    "[events] " + what + ": " + outcome.figures(publishers) + "; " + seconds + " s, " + again);
            assertThat(outcome.errors(publishers.published, publishers.acked)).isEmpty();
            assertThat(outcome.count(EventJournal.HALTED)).isPositive();
        } catch (Throwable e) {
            throw new AssertionError(what + ", " + again + ": " + e.getMessage(), e);
        }
    }

    private void killConsumers(EventSwarm swarm) {
        int first = random.nextInt(EventSwarm.PROCESSES);
        swarm.kill(first);
        if (random.nextInt(3) == 0) {
            swarm.kill((first + 1) % EventSwarm.PROCESSES);
        }
    }

    private void killLeader(EventSwarm swarm, NatsCluster cluster) throws Exception {
        ClusterInfo before = Objects.requireNonNull(
                swarm.management().getStreamInfo(SwarmEvents.ORDERS).getClusterInfo());
        NatsServer leader = cluster.server(Integer.parseInt(before.getLeader().substring("server-".length())));
        swarm.noteKilled("leader");
        leader.kill();
        pause(2000);
        leader.startAgain();
        cluster.awaitFormed();
        // A second one may go only when this one has what the others have.
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> areCurrent(swarm, SwarmEvents.ORDERS) && areCurrent(swarm, SwarmEvents.DEAD));
    }

    private static boolean areCurrent(EventSwarm swarm, String stream) throws Exception {
        return areCurrent(swarm.management().getStreamInfo(stream).getClusterInfo());
    }

    private static boolean areCurrent(@Nullable ClusterInfo info) {
        return info != null
                && info.getLeader() != null
                && info.getReplicas().size() == 2
                && info.getReplicas().stream().allMatch(Replica::isCurrent);
    }

    private void pause(int most) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(most));
    }
}
