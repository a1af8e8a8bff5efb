package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.FaultyNetwork.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Streams over a network that loses, repeats and reorders messages: each ends complete, or with an error that says so, and
 * nothing stays behind. Runs {@value #STREAMS_BY_DEFAULT} streams; {@code -Dstubject.loss.streams=100000} more, and
 * {@code -Dstubject.loss.seed=...} those of one seed again.
 */
@Timeout(900)
class StreamLossTest {
    private static final int STREAMS_BY_DEFAULT = 6000;
    private static final int STREAMS = Integer.getInteger("stubject.loss.streams", STREAMS_BY_DEFAULT);
    private static final int STREAMS_IN_ROUND = 1000;
    private static final int AT_ONCE = 200;
    private static final int ROUNDS_AT_ONCE = 4;

    private static final List<String> ERRORS_OF_LOSS = List.of(
            "CANCELLED",
            "DATA_LOSS",
            "DEADLINE_EXCEEDED",
            "FAILED_PRECONDITION",
            "UNAVAILABLE",
            StreamSwarm.NOT_ACCEPTED);

    private final Map<String, Long> ends = new ConcurrentSkipListMap<>();

    /** One round with its own network, clients and hosts. */
    private interface Round {
        void run(long seed, Random random) throws Exception;
    }

    /** Several at a time, as much of a round is waiting for what will not come. */
    private static void forEachSeed(Round round) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(ROUNDS_AT_ONCE, Threads.daemons("round"));
        try {
            List<Callable<Object>> rounds = new ArrayList<>();
            for (long seed : seeds()) {
                rounds.add(() -> {
                    round.run(seed, new Random(seed));
                    return seed;
                });
            }
            for (Future<Object> done : threads.invokeAll(rounds)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Long> seeds() {
        Long one = Long.getLong("stubject.loss.seed");
        if (one != null) {
            return List.of(one);
        }
        return new Random()
                .longs(Math.max(1, STREAMS / STREAMS_IN_ROUND))
                .boxed()
                .toList();
    }

    @Test
    void whateverIsLostEachStreamEndsCompleteOrWithAnErrorAndNothingStays() throws Exception {
        forEachSeed((seed, random) -> {
            double most = random.nextInt(3) == 0 ? 0.1 : 0.01;
            round(
                    seed,
                    new Faults(
                            most * random.nextDouble() + 0.0005,
                            random.nextInt(3) * 0.05,
                            random.nextInt(3) * 0.1,
                            1 + random.nextInt(20)),
                    Duration.ofMillis(100));
        });
        print("with loss");
        assertThat(ends.keySet()).contains("complete", "DATA_LOSS");
        ends.keySet().removeAll(ERRORS_OF_LOSS);
        assertThat(ends).containsOnlyKeys("complete", "left early");
    }

    @Test
    void whatIsOnlyRepeatedOrReorderedIsPutRight() throws Exception {
        forEachSeed((seed, random) -> {
            round(
                    seed,
                    new Faults(0, random.nextInt(3) * 0.1, random.nextInt(4) * 0.25, 1 + random.nextInt(10)),
                    Duration.ofMillis(400));
        });
        print("with repetition and reordering only");
        ends.remove("DEADLINE_EXCEEDED"); // of those that have one
        assertThat(ends).containsOnlyKeys("complete", "left early");
    }

    private void print(String what) {
        System.out.println("[streams] " + what + ": "
                + ends.values().stream().mapToLong(Long::longValue).sum() + " ended, " + ends);
    }

    private void round(long seed, Faults faults, Duration beat) throws Exception {
        CheckedStreams checked = new CheckedStreams();
        String round = "-Dstubject.loss.seed=" + seed + " with " + faults;
        List<AutoCloseable> opened = new ArrayList<>();
        try (FaultyNetwork network = new FaultyNetwork(faults, seed)) {
            ServiceHost[] hosts = {
                host(network, "b", StreamService.of(checked.blocking()), beat),
                host(network, "a", StreamService.ofAsync(checked.async()), beat)
            };
            RpcClient[] clients = {client(network, "b", beat), client(network, "a", beat)};
            opened.addAll(List.of(hosts));
            opened.addAll(List.of(clients));
            try (StreamSwarm swarm = new StreamSwarm(checked, AT_ONCE, clients)) {
                swarm.run(seed, STREAMS_IN_ROUND);
                swarm.ends().forEach((how, count) -> ends.merge(how, count.sum(), Long::sum));
            }
            nothingStays(hosts, clients);
            assertThat(checked.violations).isEmpty();
        } catch (Throwable e) {
            throw new AssertionError(round + ": " + e.getMessage(), e);
        } finally {
            for (AutoCloseable one : opened) {
                one.close();
            }
        }
    }

    private static ServiceHost host(FaultyNetwork network, String prefix, ServiceBinding binding, Duration beat) {
        return ServiceHost.builder(network.connect())
                .prefix(prefix)
                .add(binding)
                .beat(beat)
                .drainTimeout(Duration.ofSeconds(1))
                .start();
    }

    private static RpcClient client(FaultyNetwork network, String prefix, Duration beat) {
        return RpcClient.builder(network.connect()).prefix(prefix).beat(beat).build();
    }

    /** While the network goes on as it is. */
    static void nothingStays(ServiceHost[] hosts, RpcClient[] clients) {
        Map<String, Integer> none = left(new ServiceHost[0], new RpcClient[0]);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(left(hosts, clients)).isEqualTo(none));
    }

    private static Map<String, Integer> left(ServiceHost[] hosts, RpcClient[] clients) {
        Map<String, Integer> left = new HashMap<>();
        for (String what : List.of(
                "calls of clients",
                "instances of clients",
                "timers",
                "budgets",
                "calls of hosts",
                "streams of hosts")) {
            left.put(what, 0);
        }
        for (RpcClient client : clients) {
            left.merge("calls of clients", client.outstanding(), Integer::sum);
            left.merge("instances of clients", client.streams().size(), Integer::sum);
            left.merge("timers", client.timers(), Integer::sum);
            left.merge("budgets", client.streams().budget().isWhole() ? 0 : 1, Integer::sum);
        }
        for (ServiceHost host : hosts) {
            left.merge("calls of hosts", host.inFlight(), Integer::sum);
            left.merge("streams of hosts", host.streams().size(), Integer::sum);
            left.merge("budgets", host.streams().budget().isWhole() ? 0 : 1, Integer::sum);
        }
        return left;
    }
}
