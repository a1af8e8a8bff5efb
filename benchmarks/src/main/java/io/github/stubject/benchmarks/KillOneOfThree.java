package io.github.stubject.benchmarks;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.CallOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Kills one of three instances with {@code kill -9} while four clients call all the time, with a timeout of 1 s: which calls
 * fail, and how long does a client get no answer?
 */
final class KillOneOfThree {
    private static final int INSTANCES = 3;
    private static final int CLIENTS = 4;
    private static final int OUTSTANDING = 16;
    private static final int ROUNDS = 3;
    private static final long BEFORE_MS = 2000;
    private static final long AFTER_MS = 2500;

    private KillOneOfThree() {}

    public static void main(String[] args) throws Exception {
        System.out.printf("%8s %9s  %-30s  %s%n", "retries", "calls", "longest gap of each client, ms", "calls failed");
        try (NatsServer server = NatsServer.start()) {
            for (int round = 0; round < ROUNDS; round++) {
                run(server, false);
                run(server, true);
            }
        }
    }

    private static void run(NatsServer server, boolean retries) throws Exception {
        List<JavaProcess> instances = new ArrayList<>();
        CallOptions options = CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(1));
        try {
            for (int i = 0; i < INSTANCES; i++) {
                instances.add(JavaProcess.start(Instance.class, server.url()));
            }
            List<String> urls = Collections.nCopies(CLIENTS, server.url());
            try (Load load = new Load(urls, OUTSTANDING, retries ? options : options.withoutRetries())) {
                Thread.sleep(BEFORE_MS);
                instances.get(0).kill();
                Thread.sleep(AFTER_MS);
                load.stop();
                System.out.printf(
                        "%8s %,9d  %-30s  %s%n",
                        retries ? "on" : "off", load.calls(), load.longestGapsMs(), load.failures());
            }
        } finally {
            for (JavaProcess instance : instances) {
                instance.close();
            }
        }
    }
}
