package io.github.stubject.natsserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the real nats-server of this machine, or the one that the finder fetches. */
@Timeout(120)
class NatsClusterTest {
    @Test
    void whatIsPublishedAtOneServerReachesASubscriberAtAnother() throws IOException {
        try (NatsCluster cluster = NatsCluster.start(3);
                RawClient subscriber = new RawClient(cluster.server(0));
                RawClient publisher = new RawClient(cluster.server(2))) {
            assertThat(cluster.urls()).hasSize(3).doesNotHaveDuplicates();
            subscriber.send("SUB hello 1\r\nPING");
            assertThat(subscriber.readUntil("PONG")).contains("PONG");

            // The other server learns of the subscription some time after; what is published before goes nowhere.
            String received = "";
            while (!received.contains("MSG hello")) {
                publisher.send("PUB hello 2\r\nhi\r\nPING");
                publisher.readUntil("PONG");
                subscriber.send("PING");
                received = subscriber.readUntil("PONG");
            }
        }
    }

    @Test
    void aServerThatWasKilledComesBackIntoItsCluster() {
        try (NatsCluster cluster = NatsCluster.start(2)) {
            cluster.server(0).kill();
            assertThatThrownBy(cluster::awaitFormed)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("does not answer");

            cluster.server(0).startAgain();
            cluster.awaitFormed();
        }
    }

    @Test
    void takesLinesOfConfigurationForEachServer() throws IOException {
        try (NatsCluster cluster = NatsCluster.start(2, "max_payload: 4321")) {
            for (NatsServer server : cluster.servers()) {
                try (RawClient client = new RawClient(server)) {
                    assertThat(client.info()).contains("\"max_payload\":4321");
                }
            }
        }
    }

    @Test
    void aMistakeInTheConfigurationIsAnErrorWithTheServersWords() {
        assertThatThrownBy(() -> NatsCluster.start(2, "no_such_option: true"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no_such_option");
        assertThatThrownBy(() -> NatsCluster.start(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
