package io.github.stubject.benchmarks.streams;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Grpc;
import io.github.stubject.benchmarks.lab.Service;
import io.github.stubject.benchmarks.lab.Settings;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/** gRPC, with its executor or without. */
public final class GrpcFeed implements Service {
    private final Server server;

    public GrpcFeed(Settings settings) throws Exception {
        server = Grpc.serve(
                ServerServiceDefinition.builder("bench.Feed")
                        .addMethod(Feed.GRPC_WATCH, ServerCalls.asyncServerStreamingCall(GrpcFeed::send))
                        .build(),
                settings.has(Reader.DIRECT));
    }

    /** At the pace of the transport, as gRPC's own examples have it. */
    private static void send(HelloRequest request, StreamObserver<HelloReply> observer) {
        ServerCallStreamObserver<HelloReply> replies = (ServerCallStreamObserver<HelloReply>) observer;
        HelloReply reply = Feed.reply(request);
        int[] left = {Feed.count(request)};
        replies.setOnReadyHandler(() -> {
            while (replies.isReady() && left[0] > 0) {
                replies.onNext(Feed.copy(reply));
                if (--left[0] == 0) {
                    replies.onCompleted();
                }
            }
        });
    }

    @Override
    public String address() {
        return Integer.toString(server.getPort());
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
