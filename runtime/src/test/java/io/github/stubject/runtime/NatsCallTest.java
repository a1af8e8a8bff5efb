package io.github.stubject.runtime;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.internal.transport.JnatsTransport;
import io.github.stubject.runtime.internal.transport.Transport;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Calls over a real nats-server, with jnats's default options. */
class NatsCallTest extends CallContract {
    private static NatsServer server;

    private final List<Connection> connections = new ArrayList<>();

    @BeforeAll
    static void startServer() {
        server = NatsServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    Options.Builder options() {
        return new Options.Builder();
    }

    @Override
    final Transport connect() {
        try {
            Connection connection = Nats.connect(options().server(server.url()).build());
            connections.add(connection);
            return new JnatsTransport(connection);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void closeConnections() throws InterruptedException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
