package io.github.stubject.benchmarks.streams;

import com.acme.hello.HelloReply;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcStream;
import io.nats.client.Connection;
import io.nats.client.Nats;

/** Over the blocking stream of a client, with its defaults. */
final class StreamReader implements Reader {
    private final Connection nats;
    private final RpcClient client;

    StreamReader(Settings settings) throws Exception {
        nats = Nats.connect(settings.nats());
        client = RpcClient.builder(nats).build();
    }

    @Override
    public long read(int count, int bytes) {
        long received = 0;
        try (RpcStream<HelloReply> feed =
                client.serverStreaming(Feed.WATCH, Feed.request(count, bytes), CallOptions.DEFAULT)) {
            for (HelloReply reply : feed) {
                received += reply.getMessage().isEmpty() ? 0 : 1;
            }
        }
        return received;
    }

    @Override
    public void close() throws Exception {
        nats.close();
    }
}
