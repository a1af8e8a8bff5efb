package io.github.stubject.benchmarks.scale;

import io.github.stubject.benchmarks.lab.Service;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.util.ArrayList;
import java.util.List;

/** Instances of a service in one process, each with a connection of its own. */
public final class Hosts implements Service {
    /** The setting for how many there are. */
    static final String INSTANCES = "instances";

    /** The setting for how many methods each has. */
    static final String METHODS = "methods";

    private final List<Connection> connections = new ArrayList<>();
    private final List<ServiceHost> hosts = new ArrayList<>();

    public Hosts(Settings settings) throws Exception {
        for (int i = 0; i < settings.number(INSTANCES); i++) {
            Connection nats = Nats.connect(settings.nats());
            connections.add(nats);
            hosts.add(ServiceHost.builder(nats)
                    .add(Methods.binding(settings.number(METHODS)))
                    .start());
        }
    }

    @Override
    public void close() throws Exception {
        hosts.forEach(ServiceHost::close);
        for (Connection nats : connections) {
            nats.close();
        }
    }
}
