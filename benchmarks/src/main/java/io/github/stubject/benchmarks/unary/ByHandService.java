package io.github.stubject.benchmarks.unary;

import io.github.stubject.benchmarks.lab.Service;
import io.github.stubject.benchmarks.lab.Settings;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;

/** A dispatcher that parses, answers, and publishes to the reply subject. */
public final class ByHandService implements Service {
    private final Connection nats;

    public ByHandService(Settings settings) throws Exception {
        nats = Nats.connect(settings.nats());
        nats.createDispatcher()
                .subscribe(
                        Greet.BY_HAND,
                        "q",
                        message -> nats.publish(
                                message.getReplyTo(),
                                Greet.answer(Greet.request(message.getData()), 0)
                                        .toByteArray()));
        nats.flush(Duration.ofSeconds(5));
    }

    @Override
    public void close() throws Exception {
        nats.close();
    }
}
