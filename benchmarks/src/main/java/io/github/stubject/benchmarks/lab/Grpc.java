package io.github.stubject.benchmarks.lab;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** gRPC on the loopback device, with its own executor or without. */
public final class Grpc {
    private Grpc() {}

    /** A server on a port that is free, which is its {@linkplain Service#address address}. */
    public static Server serve(ServerServiceDefinition service, boolean direct) throws IOException {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        if (direct) {
            builder.directExecutor();
        }
        return builder.addService(service).build().start();
    }

    /** A channel to the server that the settings name. */
    public static ManagedChannel connect(Settings settings, boolean direct) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(
                        InetAddress.getLoopbackAddress().getHostAddress(), Integer.parseInt(settings.service()))
                .usePlaintext();
        if (direct) {
            builder.directExecutor();
        }
        return builder.build();
    }
}
