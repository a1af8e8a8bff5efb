package com.acme.hello;

import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;

/** Serves greetings until it is stopped. The environment variable NATS_URL says where nats-server is. */
public final class GreeterServer {
    private GreeterServer() {}

    public static void main(String[] args) throws Exception {
        String url = System.getenv().getOrDefault("NATS_URL", Options.DEFAULT_URL);
        try (Connection nats = Nats.connect(url);
                ServiceHost host = ServiceHost.builder(nats)
                        .add(GreeterBinding.of(new FriendlyGreeter()))
                        .start()) {
            System.out.println("Ready as instance " + host.instance());
            host.awaitShutdown();
        }
    }
}
