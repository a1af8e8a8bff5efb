package io.github.stubject.benchmarks.events;

import io.github.stubject.benchmarks.lab.Service;
import io.github.stubject.benchmarks.lab.Settings;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;

/** A dispatcher that parses. */
public final class DispatcherListener implements Service {
    private final Connection nats;

    public DispatcherListener(Settings settings) throws Exception {
        nats = Nats.connect(settings.nats());
        Heard heard = new Heard(nats, settings);
        nats.createDispatcher(message -> heard.take(Said.parse(message.getData())))
                .subscribe(settings.text(Said.SUBJECT));
        nats.flush(Duration.ofSeconds(5));
    }

    @Override
    public void close() throws Exception {
        nats.close();
    }
}
