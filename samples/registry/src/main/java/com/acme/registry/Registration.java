package com.acme.registry;

import io.github.stubject.runtime.RpcException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says that an endpoint is there, again and again, until it is closed. */
public final class Registration implements AutoCloseable {
    private final RegistryPublisher registry;
    private final Endpoint endpoint;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private Registration(RegistryPublisher registry, Endpoint endpoint) {
        this.registry = registry;
        this.endpoint = endpoint;
    }

    /** Registers an endpoint. */
    public static Registration of(RegistryPublisher registry, Endpoint endpoint, Duration beat) {
        Registration registration = new Registration(registry, endpoint);
        registry.register(endpoint);
        registration.clock.scheduleWithFixedDelay(
                registration::beat, beat.toMillis(), beat.toMillis(), TimeUnit.MILLISECONDS);
        return registration;
    }

    private void beat() {
        try {
            registry.heartbeat(endpoint);
        } catch (RpcException e) {
            System.err.println("No heartbeat this time: " + e.getMessage());
        }
    }

    @Override
    public void close() throws InterruptedException {
        clock.shutdownNow();
        boolean unused = clock.awaitTermination(1, TimeUnit.SECONDS); // no beat after the last word
        registry.leave(endpoint);
    }
}
