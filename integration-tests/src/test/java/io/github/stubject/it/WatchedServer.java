package io.github.stubject.it;

import io.github.stubject.natsserver.NatsServer;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A nats-server, connections to it that it ends with, and all that the server has told them. */
public final class WatchedServer implements AutoCloseable {
    private final NatsServer server;
    private final List<Connection> connections = new ArrayList<>();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    /** @param configuration the lines of its file */
    public WatchedServer(String... configuration) {
        server = NatsServer.start(configuration);
    }

    public String url() {
        return server.url();
    }

    public Connection connect(Options.Builder options) {
        try {
            Connection connection = Nats.connect(
                    options.server(server.url()).errorListener(new Errors()).build());
            connections.add(connection);
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public List<Connection> connections() {
        return connections;
    }

    /** What the server has told the connections so far. */
    public Queue<String> errors() {
        return errors;
    }

    private final class Errors implements ErrorListener {
        @Override
        public void errorOccurred(Connection connection, String error) {
            errors.add(error);
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
