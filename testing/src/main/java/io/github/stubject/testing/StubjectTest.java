package io.github.stubject.testing;

import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.ServiceBinding;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.internal.transport.InMemoryBroker;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Services and a client for them in one process, without a server: what a unit test needs. Only the network is left
 * out. Requests and answers are encoded and decoded, subjects are matched, deadlines, errors and limits are those of
 * production.
 *
 * <pre>{@code
 * try (StubjectTest test = StubjectTest.serving(GreeterBinding.of(new MyGreeter()))) {
 *     GreeterClient greeter = GreeterClient.create(test.client());
 *     ...
 * }
 * }</pre>
 */
public final class StubjectTest implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(1);

    private final ServiceHost host;
    private final RpcClient client;

    private StubjectTest(ServiceHost host, RpcClient client) {
        this.host = host;
        this.client = client;
    }

    /** Starts a host that serves the bindings, and a client that reaches it. */
    public static StubjectTest serving(ServiceBinding... bindings) {
        return hosting(host -> List.of(bindings).forEach(host::add));
    }

    /**
     * Starts a host as it is configured here, with listeners to core events for instance, and a client that reaches it. There is no
     * JetStream in memory: durable events need {@code stubject-nats-server}.
     */
    public static StubjectTest hosting(Consumer<ServiceHost.Builder> configuration) {
        InMemoryBroker broker = new InMemoryBroker();
        ServiceHost.Builder host = ServiceHost.builder(broker.connect()).drainTimeout(DRAIN);
        configuration.accept(host);
        return new StubjectTest(
                host.start(), RpcClient.builder(broker.connect()).build());
    }

    /** What to give to {@code create} of a generated client. */
    public RpcClient client() {
        return client;
    }

    /** The host, for what it counts. */
    public ServiceHost host() {
        return host;
    }

    /** Ends client and host; waits at most a second for what still runs, and interrupts it then. */
    @Override
    public void close() {
        client.close();
        host.close();
    }
}
