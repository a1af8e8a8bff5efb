package io.github.stubject.runtime;

import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/** What the generator would make of a small service with streams, written by hand. */
final class StreamService {
    static final RpcService SERVICE = RpcService.of("acme.Streams");

    private static final HelloRequest REQUEST = HelloRequest.getDefaultInstance();
    private static final HelloReply REPLY = HelloReply.getDefaultInstance();

    static final RpcMethod<HelloRequest, HelloReply> WATCH =
            RpcMethod.serverStreaming(SERVICE, "Watch", "streams.watch", REQUEST, REPLY);
    static final RpcMethod<HelloRequest, HelloReply> RECORD =
            RpcMethod.clientStreaming(SERVICE, "Record", "streams.record", REQUEST, REPLY);
    static final RpcMethod<HelloRequest, HelloReply> CHAT =
            RpcMethod.bidiStreaming(SERVICE, "Chat", "streams.chat", REQUEST, REPLY);

    private StreamService() {}

    interface Streams {
        default Stream<HelloReply> watch(HelloRequest request) {
            throw RpcException.unimplemented(WATCH);
        }

        default HelloReply record(Stream<HelloRequest> requests) {
            throw RpcException.unimplemented(RECORD);
        }

        default Stream<HelloReply> chat(Stream<HelloRequest> requests) {
            throw RpcException.unimplemented(CHAT);
        }
    }

    interface StreamsAsync {
        default Flow.Publisher<HelloReply> watch(HelloRequest request) {
            return RpcException.unimplemented(WATCH).asPublisher();
        }

        default CompletableFuture<HelloReply> record(Flow.Publisher<HelloRequest> requests) {
            return CompletableFuture.failedFuture(RpcException.unimplemented(RECORD));
        }

        default Flow.Publisher<HelloReply> chat(Flow.Publisher<HelloRequest> requests) {
            return RpcException.unimplemented(CHAT).asPublisher();
        }
    }

    static ServiceBinding of(Streams implementation) {
        return ServiceBinding.builder(SERVICE, Streams.class, implementation)
                .serverStreaming(WATCH, "watch", implementation::watch)
                .clientStreaming(RECORD, "record", implementation::record)
                .bidiStreaming(CHAT, "chat", implementation::chat)
                .build();
    }

    static ServiceBinding ofAsync(StreamsAsync implementation) {
        return ServiceBinding.builder(SERVICE, StreamsAsync.class, implementation)
                .serverStreamingAsync(WATCH, "watch", implementation::watch)
                .clientStreamingAsync(RECORD, "record", implementation::record)
                .bidiStreamingAsync(CHAT, "chat", implementation::chat)
                .build();
    }
}
