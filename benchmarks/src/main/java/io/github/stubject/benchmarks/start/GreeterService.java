package io.github.stubject.benchmarks.start;

import com.acme.hello.Greeter;
import com.acme.hello.GreeterBinding;
import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Service;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Nats;

/** Answers all that start. */
public final class GreeterService implements Service {
    private final Connection nats;
    private final ServiceHost host;

    public GreeterService(Settings settings) throws Exception {
        nats = Nats.connect(settings.nats());
        host = ServiceHost.builder(nats).add(GreeterBinding.of(new Echo())).start();
    }

    private static final class Echo implements Greeter {
        @Override
        public HelloReply greet(HelloRequest request) {
            return HelloReply.newBuilder().setMessage(request.getName()).build();
        }
    }

    @Override
    public void close() throws Exception {
        host.close();
        nats.close();
    }
}
