package com.acme.depot.user;

import io.github.stubject.runtime.EventBinding;
import io.github.stubject.runtime.ServiceBinding;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;

/** A host and a caller, on a connection each. */
final class Scene implements AutoCloseable {
    final Connection caller;
    final ServiceHost host;
    private final Connection service;

    private Scene(String server, Hosting hosting) throws Exception {
        Options options = Options.builder().server(server).build();
        this.service = Nats.connect(options);
        this.caller = Nats.connect(options);
        this.host = hosting.add(ServiceHost.builder(service)).start();
    }

    static Scene serving(String server, ServiceBinding binding) throws Exception {
        return new Scene(server, host -> host.add(binding));
    }

    static Scene listening(String server, EventBinding binding) throws Exception {
        return new Scene(server, host -> host.add(binding));
    }

    @Override
    public void close() throws InterruptedException {
        host.close();
        caller.close();
        service.close();
    }

    private interface Hosting {
        ServiceHost.Builder add(ServiceHost.Builder host);
    }
}
