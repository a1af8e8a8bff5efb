package io.github.stubject.benchmarks;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.RpcMethod;
import io.github.stubject.runtime.RpcService;
import io.github.stubject.runtime.ServiceBinding;
import java.util.concurrent.Flow;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A service with streams in all directions, as the generator would make it. */
final class Conversations {
    private static final RpcService SERVICE = RpcService.of("acme.Conversations");
    private static final HelloRequest REQUEST = HelloRequest.getDefaultInstance();
    private static final HelloReply REPLY = HelloReply.getDefaultInstance();

    static final RpcMethod<HelloRequest, HelloReply> WATCH =
            RpcMethod.serverStreaming(SERVICE, "Watch", "feeds.watch", REQUEST, REPLY);
    static final RpcMethod<HelloRequest, HelloReply> RECORD =
            RpcMethod.clientStreaming(SERVICE, "Record", "feeds.record", REQUEST, REPLY);
    static final RpcMethod<HelloRequest, HelloReply> CHAT =
            RpcMethod.bidiStreaming(SERVICE, "Chat", "feeds.chat", REQUEST, REPLY);

    private static final int INNER = 1_000_000;

    private Conversations() {}

    /** Blocking. */
    public interface Service {
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

    /** Not blocking. */
    public interface ServiceAsync {
        default Flow.Publisher<HelloReply> watch(HelloRequest request) {
            throw RpcException.unimplemented(WATCH);
        }
    }

    static HelloReply reply(long number) {
        return HelloReply.newBuilder().setMessage("message " + number).build();
    }

    static HelloRequest request(String name) {
        return HelloRequest.newBuilder().setName(name).build();
    }

    /** What to watch is said by the request: a kind of stream, without end. */
    static ServiceBinding blocking() {
        Service implementation = new Service() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                LongStream numbers = switch (request.getName()) {
                    case "flatMap" ->
                        LongStream.iterate(0, i -> i + 1).flatMap(i -> LongStream.range(i * INNER, (i + 1) * INNER));
                    case "parallel" -> LongStream.iterate(0, i -> i + 1).parallel();
                    default -> LongStream.iterate(0, i -> i + 1);
                };
                return numbers.mapToObj(Conversations::reply);
            }

            @Override
            public HelloReply record(Stream<HelloRequest> requests) {
                return reply(requests.count());
            }

            @Override
            public Stream<HelloReply> chat(Stream<HelloRequest> requests) {
                return requests.map(request -> reply(request.getName().length()));
            }
        };
        return ServiceBinding.builder(SERVICE, Service.class, implementation)
                .serverStreaming(WATCH, "watch", implementation::watch)
                .clientStreaming(RECORD, "record", implementation::record)
                .bidiStreaming(CHAT, "chat", implementation::chat)
                .build();
    }

    /** One answer, and then nothing for ever. */
    static ServiceBinding idle() {
        ServiceAsync implementation = new ServiceAsync() {
            @Override
            public Flow.Publisher<HelloReply> watch(HelloRequest request) {
                return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                    private boolean given;

                    @Override
                    public synchronized void request(long n) {
                        if (!given) {
                            given = true;
                            subscriber.onNext(reply(0));
                        }
                    }

                    @Override
                    public void cancel() {
                        // There is nothing to be stopped.
                    }
                });
            }
        };
        return ServiceBinding.builder(SERVICE, ServiceAsync.class, implementation)
                .serverStreamingAsync(WATCH, "watch", implementation::watch)
                .build();
    }
}
