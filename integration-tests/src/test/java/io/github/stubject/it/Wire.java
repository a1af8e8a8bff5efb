package io.github.stubject.it;

import io.github.stubject.natsserver.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;

/** A nats-server and a connection of a service and of a caller. */
public final class Wire implements AutoCloseable {
    public final NatsServer server = NatsServer.start();
    public final Connection service = connect();
    public final Connection caller = connect();

    private Connection connect() {
        try {
            return Nats.connect(server.url());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        caller.close();
        service.close();
        server.close();
    }
}
