package io.github.stubject.benchmarks.streams;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Grpc;
import io.github.stubject.benchmarks.lab.Settings;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** gRPC, with its executor or without. It asks for messages in batches, which is faster than one at a time, as is the default. */
final class GrpcReader implements Reader {
    private static final int BATCH = 64;

    private final ManagedChannel channel;

    GrpcReader(Settings settings) {
        channel = Grpc.connect(settings, settings.has(DIRECT));
    }

    @Override
    public long read(int count, int bytes) throws Exception {
        Receiving receiving = new Receiving();
        ClientCalls.asyncServerStreamingCall(
                channel.newCall(Feed.GRPC_WATCH, CallOptions.DEFAULT), Feed.request(count, bytes), receiving);
        return receiving.end.get(1, TimeUnit.MINUTES);
    }

    /** Ahead of what it has taken. */
    private static final class Receiving implements ClientResponseObserver<HelloRequest, HelloReply> {
        private final CompletableFuture<Long> end = new CompletableFuture<>();
        private @Nullable ClientCallStreamObserver<HelloRequest> call;
        private long received;

        @Override
        public void beforeStart(ClientCallStreamObserver<HelloRequest> requests) {
            call = requests;
            requests.disableAutoRequestWithInitial(2 * BATCH);
        }

        @Override
        public void onNext(HelloReply reply) {
            received += reply.getMessage().isEmpty() ? 0 : 1;
            if (received % BATCH == 0 && call != null) {
                call.request(BATCH);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            end.completeExceptionally(thrown);
        }

        @Override
        public void onCompleted() {
            end.complete(received);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
