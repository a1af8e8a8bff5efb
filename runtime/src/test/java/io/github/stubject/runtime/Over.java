package io.github.stubject.runtime;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.internal.transport.InMemoryBroker;
import io.github.stubject.runtime.internal.transport.JnatsTransport;
import io.github.stubject.runtime.internal.transport.Transport;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What calls may travel over. */
enum Over {
    MEMORY,
    NATS,
    NATS_WITH_UNUSUAL_OPTIONS;

    /** A broker or a server; each connection is a new one. */
    interface Network extends AutoCloseable {
        Transport connect() throws IOException, InterruptedException;

        @Override
        void close() throws Exception;
    }

    Network open(NatsServer server) {
        return switch (this) {
            case MEMORY -> new Memory();
            case NATS -> new Real(server, ConnectionOptions.DEFAULT::options);
            case NATS_WITH_UNUSUAL_OPTIONS -> new Real(server, ConnectionOptions.UNUSUAL::options);
        };
    }

    private static final class Memory implements Network {
        private final InMemoryBroker broker = new InMemoryBroker();

        @Override
        public Transport connect() {
            return broker.connect();
        }

        @Override
        public void close() {
            // There is nothing to be closed.
        }
    }

    private static final class Real implements Network {
        private final NatsServer server;
        private final Supplier<Options.Builder> options;
        private final List<Connection> connections = new ArrayList<>();

        Real(NatsServer server, Supplier<Options.Builder> options) {
            this.server = server;
            this.options = options;
        }

        @Override
        public Transport connect() throws IOException, InterruptedException {
            Connection connection =
                    Nats.connect(options.get().server(server.url()).build());
            connections.add(connection);
            return new JnatsTransport(connection);
        }

        @Override
        public void close() throws InterruptedException {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }
}
