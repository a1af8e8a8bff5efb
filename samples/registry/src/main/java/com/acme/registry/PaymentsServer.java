package com.acme.registry;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Stands for any service with an endpoint that is not on NATS: registers it until it is stopped. */
public final class PaymentsServer {
    private static final Duration BEAT = Duration.ofSeconds(1);

    private PaymentsServer() {}

    /** The argument is the endpoint's id. */
    public static void main(String[] args) throws Exception {
        String url = System.getenv().getOrDefault("NATS_URL", Options.DEFAULT_URL);
        Endpoint endpoint = Endpoint.newBuilder()
                .setService("payments")
                .setId(args[0])
                .setAddress("https://" + args[0] + ".payments.example")
                .putLabels("region", "eu")
                .build();
        Connection nats = Nats.connect(url);
        Registration registration = Registration.of(RegistryPublisher.create(nats), endpoint, BEAT);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                registration.close();
                nats.flush(Duration.ofSeconds(1));
                nats.close();
            } catch (Exception e) {
                System.err.println("Left without a word: " + e);
            }
            stopped.countDown();
        }));
        System.out.println("Ready");
        stopped.await();
    }
}
