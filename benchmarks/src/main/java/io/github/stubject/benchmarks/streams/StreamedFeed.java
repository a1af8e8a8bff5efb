package io.github.stubject.benchmarks.streams;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Service;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.util.stream.Stream;

/** A host that streams, with its defaults. */
public final class StreamedFeed implements Service {
    private final Connection nats;
    private final ServiceHost host;

    public StreamedFeed(Settings settings) throws Exception {
        nats = Nats.connect(settings.nats());
        host = ServiceHost.builder(nats).add(Feed.binding(new Watched())).start();
    }

    private static final class Watched implements Feed {
        @Override
        public Stream<HelloReply> watch(HelloRequest request) {
            HelloReply reply = Feed.reply(request);
            return Stream.generate(() -> Feed.copy(reply)).limit(Feed.count(request));
        }
    }

    @Override
    public void close() throws Exception {
        host.close();
        nats.close();
    }
}
