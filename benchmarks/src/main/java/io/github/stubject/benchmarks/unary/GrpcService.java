package io.github.stubject.benchmarks.unary;

import io.github.stubject.benchmarks.lab.Service;
import io.github.stubject.benchmarks.lab.Settings;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** gRPC, with its executor or without. */
public final class GrpcService implements Service {
    private final Server server;

    public GrpcService(Settings settings) throws Exception {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        if (settings.has(Caller.DIRECT)) {
            builder.directExecutor();
        }
        server = builder.addService(ServerServiceDefinition.builder("Greeter")
                        .addMethod(Greet.GRPC, ServerCalls.asyncUnaryCall((request, replies) -> {
                            replies.onNext(Greet.answer(request, 0));
                            replies.onCompleted();
                        }))
                        .build())
                .build()
                .start();
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
