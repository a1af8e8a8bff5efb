package io.github.stubject.natsserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What JetStream keeps, with the real nats-server of this machine, or the one that the finder fetches. */
@Timeout(120)
class JetStreamTest {
    @Test
    void whatIsAcknowledgedIsThereAfterAKill() throws IOException {
        try (NatsServer server = NatsServer.start("jetstream: enabled")) {
            try (RawClient client = new RawClient(server)) {
                createStream(client, 1);
                assertThat(client.request("kept", "one")).contains("\"seq\":1");
            }
            server.kill();
            server.startAgain();
            try (RawClient client = new RawClient(server)) {
                assertThat(client.request("kept", "two")).contains("\"seq\":2");
            }
            server.stop();
            server.startAgain();
            try (RawClient client = new RawClient(server)) {
                assertThat(client.request("$JS.API.STREAM.INFO.KEPT", "")).contains("\"messages\":2");
            }
        }
    }

    @Test
    void aClusterKeepsThingsWithoutOneOfItsServers() throws IOException {
        try (NatsCluster cluster = NatsCluster.start(3, "jetstream: enabled")) {
            cluster.awaitJetStream();
            try (RawClient client = new RawClient(cluster.server(0))) {
                createStream(client, 3);
                assertThat(client.request("kept", "one")).contains("\"seq\":1");
            }
            cluster.server(0).kill();
            cluster.server(0).startAgain();
            cluster.awaitFormed();
            cluster.awaitJetStream();
            assertThat(infoOfKept(cluster.server(0))).contains("\"messages\":1");
        }
    }

    /** While the stream has no leader, nobody answers. */
    private static String infoOfKept(NatsServer server) throws IOException {
        for (int attempt = 0; attempt < 60; attempt++) {
            try (RawClient client = new RawClient(server, 1000)) {
                return client.request("$JS.API.STREAM.INFO.KEPT", "");
            } catch (SocketTimeoutException e) {
                // Once more.
            }
        }
        throw new AssertionError("the stream has got no leader");
    }

    private static void createStream(RawClient client, int replicas) throws IOException {
        String configuration =
                "{\"name\":\"KEPT\",\"subjects\":[\"kept\"],\"storage\":\"file\",\"num_replicas\":" + replicas + "}";
        assertThat(client.request("$JS.API.STREAM.CREATE.KEPT", configuration)).contains("\"did_create\":true");
    }
}
