package io.github.stubject.it.permitted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.it.WatchedServer;
import io.nats.client.Connection;
import io.nats.client.Options;
import java.time.Duration;

/** A nats-server with users of printed permissions, and connections of theirs. */
final class PermittedServer implements AutoCloseable {
    private static final String PASSWORD = "secret";

    private final WatchedServer server;

    PermittedServer(String configuration) {
        server = new WatchedServer(configuration);
    }

    /** A user with such permissions, as the configuration has it. */
    static String user(String name, String permissions) {
        return "{ user: " + name + ", password: " + PASSWORD + "\n" + permissions + "}\n";
    }

    /** A user who may do anything. */
    static String user(String name) {
        return user(name, "");
    }

    /** A connection whose violations are kept. */
    Connection connect(String user, String inboxPrefix) {
        return server.connect(new Options.Builder().userInfo(user, PASSWORD).inboxPrefix(inboxPrefix));
    }

    /** Insists that the server has not complained about anything so far. */
    void assertNoViolation() {
        server.connections().forEach(PermittedServer::flush);
        assertThat(server.errors()).isEmpty();
    }

    /** Insists that the server refuses to have this published. */
    void assertRefusedToPublish(Connection connection, String subject) {
        connection.publish(subject, new byte[0]);
        awaitViolation(connection, "Publish to \"" + subject + "\"");
    }

    /** Insists that the server refuses a subscription; behind a blank may be a queue group. */
    void assertRefusedToSubscribe(Connection connection, String subscription) {
        String[] parts = subscription.split(" ", -1);
        if (parts.length == 1) {
            connection.subscribe(parts[0]);
        } else {
            connection.subscribe(parts[0], parts[1]);
        }
        awaitViolation(connection, "Subscription to \"" + parts[0] + "\"");
    }

    private void awaitViolation(Connection connection, String what) {
        flush(connection);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(server.errors())
                        .anySatisfy(
                                error -> assertThat(error).containsIgnoringCase("Permissions Violation for " + what)));
        server.errors().clear();
    }

    private static void flush(Connection connection) {
        try {
            connection.flush(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
