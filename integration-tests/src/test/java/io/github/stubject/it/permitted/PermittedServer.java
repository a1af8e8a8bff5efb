package io.github.stubject.it.permitted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.natsserver.NatsServer;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A nats-server with users of printed permissions, and connections of theirs. */
final class PermittedServer implements AutoCloseable {
    private static final String PASSWORD = "secret";

    private final NatsServer server;
    private final List<Connection> connections = new ArrayList<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    PermittedServer(String configuration) {
        server = NatsServer.start(configuration);
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
        try {
            Connection connection = Nats.connect(new Options.Builder()
                    .server(server.url())
                    .userInfo(user, PASSWORD)
                    .inboxPrefix(inboxPrefix)
                    .errorListener(new ErrorListener() {
                        @Override
                        public void errorOccurred(Connection of, String error) {
                            violations.add(error);
                        }
                    })
                    .build());
            connections.add(connection);
            return connection;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Insists that the server has not complained about anything so far. */
    void assertNoViolation() {
        connections.forEach(PermittedServer::flush);
        assertThat(violations).isEmpty();
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
                .untilAsserted(() -> assertThat(violations)
                        .anySatisfy(
                                error -> assertThat(error).containsIgnoringCase("Permissions Violation for " + what)));
        violations.clear();
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
        try {
            for (Connection connection : connections) {
                connection.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server.close();
        }
    }
}
