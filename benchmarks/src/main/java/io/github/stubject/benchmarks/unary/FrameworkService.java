package io.github.stubject.benchmarks.unary;

import io.github.stubject.benchmarks.lab.Service;
import io.github.stubject.benchmarks.lab.Settings;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.service.ServiceEndpoint;
import io.nats.service.ServiceMessage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** jnats's service framework. */
public final class FrameworkService implements Service {
    private final Connection nats;
    private final io.nats.service.Service service;
    private final int delay;

    public FrameworkService(Settings settings) throws Exception {
        delay = settings.number(Greet.DELAY, 0);
        nats = Nats.connect(settings.nats());
        service = io.nats.service.Service.builder()
                .connection(nats)
                .name("Greeter")
                .version("0.0.0")
                .addServiceEndpoint(ServiceEndpoint.builder()
                        .endpointName("Greet")
                        .endpointSubject(Greet.BY_HAND)
                        .handler(this::answer)
                        .build())
                .build();
        CompletableFuture<Boolean> unused = service.startService();
        nats.flush(Duration.ofSeconds(5));
    }

    private void answer(ServiceMessage message) {
        message.respond(
                nats, Greet.answer(Greet.request(message.getData()), delay).toByteArray());
    }

    @Override
    public void close() throws Exception {
        service.stop();
        nats.close();
    }
}
