package io.github.stubject.benchmarks.unary;

import io.github.stubject.benchmarks.lab.Grpc;
import io.github.stubject.benchmarks.lab.Service;
import io.github.stubject.benchmarks.lab.Settings;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;

/** gRPC, with its executor or without. */
public final class GrpcService implements Service {
    private final Server server;

    public GrpcService(Settings settings) throws Exception {
        server = Grpc.serve(
                ServerServiceDefinition.builder("Greeter")
                        .addMethod(Greet.GRPC, ServerCalls.asyncUnaryCall((request, replies) -> {
                            replies.onNext(Greet.answer(request, 0));
                            replies.onCompleted();
                        }))
                        .build(),
                settings.has(Caller.DIRECT));
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
