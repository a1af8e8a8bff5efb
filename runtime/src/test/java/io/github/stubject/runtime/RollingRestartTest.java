package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.greeting;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.natsserver.NatsCluster;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three instances are restarted one after the other, again and again, while clients call all the time. */
@Timeout(60)
class RollingRestartTest {
    private static final int INSTANCES = 3;
    private static final int CLIENTS = 3;
    private static final long NANOS = TimeUnit.SECONDS.toNanos(2);

    private final AtomicLong runs = new AtomicLong();

    /** One instance, as a process of its own would be: a connection and a host. */
    private record Instance(Connection connection, ServiceHost host) implements AutoCloseable {
        @Override
        public void close() throws InterruptedException {
            host.close();
            connection.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, false, DEFAULT",
        "1, true, DEFAULT",
        "3, false, DEFAULT",
        "3, true, DEFAULT",
        "1, false, UNUSUAL",
        "3, false, UNUSUAL"
    })
    void losesNoCallAndRunsNoneTwice(int servers, boolean retries, ConnectionOptions kind) throws Exception {
        List<RpcClient> clients = new ArrayList<>();
        List<Connection> connections = new ArrayList<>();
        List<Instance> instances = new ArrayList<>();
        try (NatsCluster cluster = NatsCluster.start(servers)) {
            for (int i = 0; i < INSTANCES; i++) {
                instances.add(instance(cluster, i, kind));
            }
            for (int i = 0; i < CLIENTS; i++) {
                Connection nats = connect(cluster, i, kind);
                connections.add(nats);
                clients.add(RpcClient.shared(nats));
            }
            CallOptions options = retries ? CallOptions.DEFAULT : CallOptions.DEFAULT.withoutRetries();
            SteadyLoad load = new SteadyLoad(clients, options);
            int restarts = 0;
            try (load) {
                long start = System.nanoTime();
                while (System.nanoTime() - start < NANOS || restarts < INSTANCES) {
                    int one = restarts % INSTANCES;
                    instances.get(one).close();
                    // At another server than before, if there is one.
                    instances.set(one, instance(cluster, restarts + 1, kind));
                    restarts++;
                }
            }

            assertThat(load.failures())
                    .as("of %s calls, with %s restarts", load.calls(), restarts)
                    .isEmpty();
            assertThat(runs).as("runs").hasValue(load.calls());
            assertThat(load.calls()).isGreaterThan(100);
            assertThat(clients).allMatch(client -> client.outstanding() == 0);
        } finally {
            for (Instance instance : instances) {
                instance.close();
            }
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private Instance instance(NatsCluster cluster, int server, ConnectionOptions kind) throws Exception {
        Connection nats = connect(cluster, server, kind);
        return new Instance(
                nats,
                ServiceHost.builder(nats)
                        .add(TestService.of(greeting(this::work)))
                        .start());
    }

    private static Connection connect(NatsCluster cluster, int server, ConnectionOptions kind) throws Exception {
        Options.Builder options = kind.options().ignoreDiscoveredServers();
        return Nats.connect(
                options.server(cluster.urls()[server % cluster.urls().length]).build());
    }

    /** Takes up to three milliseconds, so that an instance is always busy when it is to end. */
    private String work(String name) {
        runs.incrementAndGet();
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(4));
        } catch (InterruptedException e) {
            throw new IllegalStateException("the host did not wait for this", e);
        }
        return name;
    }
}
