package io.github.stubject.benchmarks;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.runtime.ServiceHost;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.stream.Stream;

/** The process that sends feeds: streamed, published by hand, and by gRPC with and without an executor. */
final class Feeds {
    private Feeds() {}

    /** Arguments: the url of nats-server, the port for gRPC's default, and that for its direct executor. */
    public static void main(String[] args) throws Exception {
        Server plain = grpc(Integer.parseInt(args[1]), false);
        Server direct = grpc(Integer.parseInt(args[2]), true);
        try (Connection streamed = Nats.connect(args[0]);
                Connection byHand = Nats.connect(args[0]);
                ServiceHost host = ServiceHost.builder(streamed)
                        .add(Feed.binding(new Streamed()))
                        .start()) {
            byHand.createDispatcher().subscribe(Feed.BY_HAND, message -> publish(byHand, message));
            byHand.flush(java.time.Duration.ofSeconds(5));
            System.out.println(JavaProcess.READY + " " + host.instance());
            while (System.in.read() >= 0) {
                // Nothing is said to it; it waits for the end.
            }
        } finally {
            plain.shutdownNow();
            direct.shutdownNow();
        }
    }

    private static final class Streamed implements Feed {
        @Override
        public Stream<HelloReply> watch(HelloRequest request) {
            HelloReply reply = Feed.reply(request);
            return Stream.generate(() -> Feed.copy(reply)).limit(Feed.count(request));
        }
    }

    private static void publish(Connection nats, Message message) {
        try {
            HelloRequest request = HelloRequest.parseFrom(message.getData());
            HelloReply reply = Feed.reply(request);
            for (int i = Feed.count(request); i > 0; i--) {
                nats.publish(message.getReplyTo(), Feed.copy(reply).toByteArray());
            }
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Server grpc(int port, boolean direct) throws Exception {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        if (direct) {
            builder.directExecutor();
        }
        return builder.addService(ServerServiceDefinition.builder("bench.Feed")
                        .addMethod(Feed.GRPC_WATCH, ServerCalls.asyncServerStreamingCall(Feeds::send))
                        .build())
                .build()
                .start();
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
}
