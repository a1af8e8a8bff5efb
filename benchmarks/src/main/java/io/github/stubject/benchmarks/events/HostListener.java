package io.github.stubject.benchmarks.events;

import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Service;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.runtime.CoreEvent;
import io.github.stubject.runtime.EventBinding;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.SubscribeOptions;
import io.nats.client.Connection;
import io.nats.client.Nats;

/** A host that listens to core events, with its defaults. */
public final class HostListener implements Service {
    private final Connection nats;
    private final ServiceHost host;

    public HostListener(Settings settings) throws Exception {
        nats = Nats.connect(settings.nats());
        Heard heard = new Heard(nats, settings);
        Said.Listener listener = heard::take;
        CoreEvent<HelloRequest> said = Said.core(settings);
        host = ServiceHost.builder(nats)
                .add(EventBinding.builder(said.service(), Said.Listener.class, listener, SubscribeOptions.DEFAULT)
                        .event(said, "said", listener::said)
                        .build(said))
                .start();
    }

    @Override
    public void close() throws Exception {
        host.close();
        nats.close();
    }
}
