package io.github.stubject.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.ServiceHost;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A host of streams and a client, each a user of a nats-server with a configuration of the guide. */
@Timeout(90)
abstract class FeedsHarness {
    /** A few seconds, on a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(20);

    final Feeds feeds = new Feeds();
    GuideServer server;
    RpcClient client;
    private ServiceHost host;

    /** With such a file, changed. */
    final void start(String file, UnaryOperator<String> change, String user, UnaryOperator<RpcClient.Builder> options) {
        server = GuideServer.start(file, change);
        host = ServiceHost.builder(server.connectAs("service"))
                .add(feeds.binding())
                .drainTimeout(Duration.ofSeconds(2))
                .start();
        client = options.apply(RpcClient.builder(server.connectAs(user))).build();
    }

    @AfterEach
    final void stop() {
        client.close();
        host.close();
        server.close();
    }

    /** What comes of it, which must not take long. */
    static String soon(Supplier<String> call) {
        long start = System.nanoTime();
        String outcome = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(outcome).isLessThan(SOON);
        return outcome;
    }
}
