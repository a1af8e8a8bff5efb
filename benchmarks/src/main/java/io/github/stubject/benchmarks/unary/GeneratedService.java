package io.github.stubject.benchmarks.unary;

import com.acme.hello.Greeter;
import com.acme.hello.GreeterBinding;
import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Service;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Nats;

/** A host, with its defaults. */
public final class GeneratedService implements Service {
    private final Connection nats;
    private final ServiceHost host;

    public GeneratedService(Settings settings) throws Exception {
        int delay = settings.number(Greet.DELAY, 0);
        nats = Nats.connect(settings.nats());
        host = ServiceHost.builder(nats)
                .add(GreeterBinding.of(new Answering(delay)))
                .start();
    }

    private record Answering(int delay) implements Greeter {
        @Override
        public HelloReply greet(HelloRequest request) {
            return Greet.answer(request, delay);
        }
    }

    @Override
    public void close() throws Exception {
        host.close();
        nats.close();
    }
}
