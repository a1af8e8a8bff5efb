package com.acme.registry;

import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.SubscribeOptions;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;

/** Serves the registry until it is stopped. The environment variable NATS_URL says where nats-server is. */
public final class RegistryServer {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int AT_THE_SAME_TIME = 16;

    private RegistryServer() {}

    public static void main(String[] args) throws Exception {
        String url = System.getenv().getOrDefault("NATS_URL", Options.DEFAULT_URL);
        // Of several registries one writes down what an endpoint says.
        SubscribeOptions shared =
                SubscribeOptions.DEFAULT.withQueueGroup("registry").withParallelism(AT_THE_SAME_TIME);
        try (Connection nats = Nats.connect(url);
                Directory directory = Directory.open(nats, "registry", PATIENCE)) {
            RegistryService registry = new RegistryService(directory);
            try (ServiceHost host = ServiceHost.builder(nats)
                    .add(RegistryBinding.of(registry))
                    .add(RegistryBinding.listener(registry, shared))
                    .start()) {
                System.out.println("Ready as instance " + host.instance());
                host.awaitShutdown();
            }
        }
    }
}
