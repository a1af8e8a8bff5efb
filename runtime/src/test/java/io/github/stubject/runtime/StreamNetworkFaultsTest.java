package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.natsserver.NatsServer;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Streams over a real nats-server while the network of the hosts and that of the clients is cut or hangs at random: each ends
 * complete or with an error, and nothing stays. {@code -Dstubject.faults.streams=...} says how many there are, and
 * {@code -Dstubject.faults.seed=...} which.
 */
@Timeout(600)
class StreamNetworkFaultsTest {
    private static final int STREAMS = Integer.getInteger("stubject.faults.streams", 4000);
    private static final int AT_ONCE = 150;
    private static final Duration BEAT = Duration.ofMillis(250);

    private static final Set<String> ENDS = Set.of(
            "CANCELLED",
            "DATA_LOSS",
            "DEADLINE_EXCEEDED",
            "FAILED_PRECONDITION",
            "UNAVAILABLE",
            "complete",
            "left early",
            StreamSwarm.NOT_ACCEPTED);

    private static Connection connect(TcpProxy network) throws Exception {
        return Nats.connect(new Options.Builder()
                .server(network.url())
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(20))
                .connectionTimeout(Duration.ofSeconds(1))
                .errorListener(new ErrorListener() {})
                .build());
    }

    @Test
    void whateverHappensToTheNetworkEachStreamEndsAndNothingStays() throws Exception {
        long seed = Long.getLong("stubject.faults.seed", new Random().nextLong());
        CheckedStreams checked = new CheckedStreams();
        try (NatsServer server = NatsServer.start();
                TcpProxy ofHosts = new TcpProxy(server.port());
                TcpProxy ofClients = new TcpProxy(server.port());
                Connection blocking = connect(ofHosts);
                Connection async = connect(ofHosts);
                Connection calling = connect(ofClients);
                ServiceHost blockingHost = host(blocking, "b", StreamService.of(checked.blocking()));
                ServiceHost asyncHost = host(async, "a", StreamService.ofAsync(checked.async()));
                RpcClient toBlocking =
                        RpcClient.builder(calling).prefix("b").beat(BEAT).build();
                RpcClient toAsync =
                        RpcClient.builder(calling).prefix("a").beat(BEAT).build();
                StreamSwarm swarm = new StreamSwarm(checked, AT_ONCE, toBlocking, toAsync)) {
            Thread trouble = new Thread(() -> makeTrouble(new Random(seed), ofHosts, ofClients), "trouble");
            trouble.start();
            try {
                swarm.run(seed, STREAMS);
            } finally {
                trouble.interrupt();
                trouble.join();
            }
            System.out.println("[streams] over a faulty network: " + STREAMS + " ended, " + swarm.ends());
            StreamLossTest.nothingStays(
                    new ServiceHost[] {blockingHost, asyncHost}, new RpcClient[] {toBlocking, toAsync});
            assertThat(checked.violations).isEmpty();
            assertThat(swarm.ends()).containsKey("complete").containsKey("UNAVAILABLE");
            Set<String> others = new TreeSet<>(swarm.ends().keySet());
            others.removeAll(ENDS);
            assertThat(others).isEmpty();
        } catch (Throwable e) {
            throw new AssertionError("-Dstubject.faults.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    private static ServiceHost host(Connection nats, String prefix, ServiceBinding binding) {
        return ServiceHost.builder(nats)
                .prefix(prefix)
                .add(binding)
                .beat(BEAT)
                .drainTimeout(Duration.ofSeconds(1))
                .start();
    }

    private static void makeTrouble(Random random, TcpProxy... networks) {
        try {
            while (true) {
                Thread.sleep(200 + random.nextInt(800));
                TcpProxy network = networks[random.nextInt(networks.length)];
                if (random.nextBoolean()) {
                    network.cut();
                } else {
                    network.stall();
                }
                // Sometimes longer than the other side counts as alive.
                Thread.sleep(random.nextInt(5) == 0 ? 2000 : random.nextInt(400));
                network.restore();
            }
        } catch (InterruptedException e) {
            for (TcpProxy network : networks) {
                network.restore();
            }
        }
    }
}
