package io.github.stubject.runtime;

import io.github.stubject.natsserver.NatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A server with JetStream, and for each test a connection to it; the streams that a test has made are deleted behind it. */
@Timeout(60)
abstract class JetStreamHarness {
    static NatsServer server;

    Connection nats;
    JetStreamManagement management;

    @BeforeAll
    static void startServer() {
        server = NatsServer.start("jetstream: enabled");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void openConnection() throws Exception {
        nats = newNats();
        management = nats.jetStreamManagement();
    }

    Connection newNats() throws Exception {
        return Nats.connect(server.url());
    }

    @AfterEach
    void deleteStreams() throws Exception {
        for (String name : management.getStreamNames()) {
            management.deleteStream(name);
        }
        nats.close();
    }
}
