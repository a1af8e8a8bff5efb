package io.github.stubject.benchmarks.unary;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;

/** The one method that everybody offers and calls, as each of them describes it. */
final class Greet {
    /** Where what is written by hand listens. Generated code has {@code greeter.greet}. */
    static final String BY_HAND = "byhand.greet";

    static final String GENERATED = "greeter.greet";

    static final MethodDescriptor<HelloRequest, HelloReply> GRPC =
            MethodDescriptor.<HelloRequest, HelloReply>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName("Greeter/Greet")
                    .setRequestMarshaller(ProtoUtils.marshaller(HelloRequest.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(HelloReply.getDefaultInstance()))
                    .build();

    /** The setting for how long a handler blocks, in milliseconds. */
    static final String DELAY = "delay";

    private Greet() {}

    /** What all implementations do. */
    static HelloReply answer(HelloRequest request, int delay) {
        if (delay > 0) {
            try {
                Thread.sleep(delay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return HelloReply.newBuilder().setMessage(request.getName()).build();
    }

    static HelloRequest request(byte[] data) {
        try {
            return HelloRequest.parseFrom(data);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    static HelloReply reply(byte[] data) {
        try {
            return HelloReply.parseFrom(data);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
