package io.github.stubject.benchmarks.streams;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.stubject.runtime.RpcMethod;
import io.github.stubject.runtime.RpcService;
import io.github.stubject.runtime.ServiceBinding;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;
import java.util.stream.Stream;

/** A feed of as many replies as the request asks for, {@code "count size"}, as each of the three sides describes it. */
interface Feed {
    RpcService SERVICE = RpcService.of("bench.Feed");

    RpcMethod<HelloRequest, HelloReply> WATCH = RpcMethod.serverStreaming(
            SERVICE, "Watch", "feed.watch", HelloRequest.getDefaultInstance(), HelloReply.getDefaultInstance());

    MethodDescriptor<HelloRequest, HelloReply> GRPC_WATCH = MethodDescriptor.<HelloRequest, HelloReply>newBuilder()
            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
            .setFullMethodName("bench.Feed/Watch")
            .setRequestMarshaller(ProtoUtils.marshaller(HelloRequest.getDefaultInstance()))
            .setResponseMarshaller(ProtoUtils.marshaller(HelloReply.getDefaultInstance()))
            .build();

    /** Where requests come by hand. */
    String BY_HAND = "feed.byhand";

    Stream<HelloReply> watch(HelloRequest request);

    static ServiceBinding binding(Feed feed) {
        return ServiceBinding.builder(SERVICE, Feed.class, feed)
                .serverStreaming(WATCH, "watch", feed::watch)
                .build(WATCH);
    }

    static HelloRequest request(int count, int bytes) {
        return HelloRequest.newBuilder().setName(count + " " + bytes).build();
    }

    static int count(HelloRequest request) {
        return Integer.parseInt(request.getName().split(" ", -1)[0]);
    }

    static HelloReply reply(HelloRequest request) {
        int bytes = Integer.parseInt(request.getName().split(" ", -1)[1]);
        return HelloReply.newBuilder().setMessage("x".repeat(bytes)).build();
    }

    /** A new message each time, as a feed would make it. */
    static HelloReply copy(HelloReply reply) {
        return HelloReply.newBuilder().setMessage(reply.getMessage()).build();
    }

    static HelloReply parse(byte[] data) {
        try {
            return HelloReply.parseFrom(data);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
