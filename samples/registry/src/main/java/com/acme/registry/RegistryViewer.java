package com.acme.registry;

import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.RpcStream;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.util.concurrent.TimeUnit;

/** Prints which endpoints of the service "payments" there are, or with the argument "watch" who comes and who goes. */
public final class RegistryViewer {
    private static final long PAUSE_MILLIS = 200;

    private RegistryViewer() {}

    public static void main(String[] args) throws Exception {
        String url = System.getenv().getOrDefault("NATS_URL", Options.DEFAULT_URL);
        FindRequest payments = FindRequest.newBuilder()
                .setService("payments")
                .putLabels("region", "eu")
                .build();
        try (Connection nats = Nats.connect(url)) {
            RegistryClient registry = RegistryClient.create(nats);
            if (args.length > 0 && args[0].equals("watch")) {
                while (true) {
                    watch(registry, payments);
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            }
            for (Endpoint endpoint : registry.find(payments).getEndpointsList()) {
                System.out.println(endpoint.getId() + " at " + endpoint.getAddress());
            }
        }
    }

    private static void watch(RegistryClient registry, FindRequest what) {
        try (RpcStream<Change> changes = registry.watch(what)) {
            System.out.println("Watching");
            for (Change change : changes) {
                System.out.println(change.getKind() + " " + change.getEndpoint().getId());
            }
        } catch (RpcException e) {
            System.out.println("Watching again, because " + e.code());
        }
    }
}
