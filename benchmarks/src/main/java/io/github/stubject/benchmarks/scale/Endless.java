package io.github.stubject.benchmarks.scale;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Service;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.runtime.RpcMethod;
import io.github.stubject.runtime.RpcService;
import io.github.stubject.runtime.ServiceBinding;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** Streams without end, on which messages come as they are asked for, and that cost no thread in between. */
public final class Endless implements Service {
    private static final RpcService SERVICE = RpcService.of("bench.Endless");

    static final RpcMethod<HelloRequest, HelloReply> WATCH = RpcMethod.serverStreaming(
            SERVICE, "Watch", "endless.watch", HelloRequest.getDefaultInstance(), HelloReply.getDefaultInstance());

    private final Connection nats;
    private final ServiceHost host;

    /** The service, as the generator would make it. */
    interface Watched {
        Flow.Publisher<HelloReply> watch(HelloRequest request);
    }

    public Endless(Settings settings) throws Exception {
        nats = Nats.connect(settings.nats());
        Watched watched = request -> subscriber -> subscriber.onSubscribe(new Emission(subscriber));
        host = ServiceHost.builder(nats)
                .add(ServiceBinding.builder(SERVICE, Watched.class, watched)
                        .serverStreamingAsync(WATCH, "watch", watched::watch)
                        .build(WATCH))
                .start();
    }

    /** Emits on the thread that asks, without recursion. */
    private static final class Emission implements Flow.Subscription {
        private final Flow.Subscriber<? super HelloReply> subscriber;
        private final AtomicLong wanted = new AtomicLong();
        private volatile boolean cancelled;

        Emission(Flow.Subscriber<? super HelloReply> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            if (wanted.getAndAdd(n) > 0) {
                return; // whoever emits sees it
            }
            do {
                if (cancelled) {
                    return;
                }
                subscriber.onNext(
                        HelloReply.newBuilder().setMessage("x".repeat(16)).build());
            } while (wanted.decrementAndGet() > 0);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    @Override
    public void close() throws Exception {
        host.close();
        nats.close();
    }
}
