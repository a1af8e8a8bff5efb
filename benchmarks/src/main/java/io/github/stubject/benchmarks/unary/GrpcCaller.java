package io.github.stubject.benchmarks.unary;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Grpc;
import io.github.stubject.benchmarks.lab.Settings;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;

/** gRPC, with its executor or without. By its callbacks and without deadlines: futures and timers cost it more. */
final class GrpcCaller implements Caller {
    private final ManagedChannel channel;
    private final HelloRequest request;

    GrpcCaller(Settings settings) {
        channel = Grpc.connect(settings, settings.has(DIRECT));
        request = HelloRequest.newBuilder()
                .setName("x".repeat(settings.number(BYTES)))
                .build();
    }

    @Override
    public void async(Completion completion) {
        ClientCalls.asyncUnaryCall(channel.newCall(Greet.GRPC, CallOptions.DEFAULT), request, completion);
    }

    @Override
    public HelloReply blocking() {
        return ClientCalls.blockingUnaryCall(channel, Greet.GRPC, CallOptions.DEFAULT, request);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
