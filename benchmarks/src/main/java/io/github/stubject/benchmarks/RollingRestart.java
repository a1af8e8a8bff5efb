package io.github.stubject.benchmarks;

import io.github.stubject.natsserver.NatsCluster;
import io.github.stubject.runtime.CallOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Restarts three instances one after the other, by SIGTERM, while four clients call all the time: how many calls are lost? On
 * one server and on a cluster of three, with retries off and on.
 */
final class RollingRestart {
    private static final int INSTANCES = 3;
    private static final int CLIENTS = 4;
    private static final int OUTSTANDING = 4;
    private static final long NANOS = TimeUnit.SECONDS.toNanos(11);

    private RollingRestart() {}

    public static void main(String[] args) throws Exception {
        System.out.printf("%8s %8s %9s %9s  %s%n", "servers", "retries", "restarts", "calls", "calls lost");
        for (int servers : new int[] {1, 3}) {
            for (boolean retries : new boolean[] {false, true}) {
                run(servers, retries);
            }
        }
    }

    private static void run(int servers, boolean retries) throws Exception {
        List<JavaProcess> instances = new ArrayList<>();
        try (NatsCluster cluster = NatsCluster.start(servers)) {
            for (int i = 0; i < INSTANCES; i++) {
                instances.add(JavaProcess.start(Instance.class, url(cluster, i)));
            }
            List<String> urls = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                urls.add(url(cluster, i));
            }
            CallOptions options = retries ? CallOptions.DEFAULT : CallOptions.DEFAULT.withoutRetries();
            try (Load load = new Load(urls, OUTSTANDING, options)) {
                int restarts = 0;
                long start = System.nanoTime();
                while (System.nanoTime() - start < NANOS) {
                    int one = restarts % INSTANCES;
                    instances.get(one).close();
                    // At another server than before, if there is one.
                    instances.set(one, JavaProcess.start(Instance.class, url(cluster, restarts + 1)));
                    restarts++;
                }
                load.stop();
                String lost = load.failures().isEmpty() ? "0" : load.failures().toString();
                System.out.printf(
                        "%8d %8s %9d %,9d  %s%n", servers, retries ? "on" : "off", restarts, load.calls(), lost);
            }
        } finally {
            for (JavaProcess instance : instances) {
                instance.close();
            }
        }
    }

    private static String url(NatsCluster cluster, int server) {
        return cluster.server(server % cluster.servers().size()).url();
    }
}
