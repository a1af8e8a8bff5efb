package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.RECORD;
import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;

import io.github.stubject.runtime.StreamService.StreamsAsync;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;

/** The rules of Reactive Streams, as their compatibility kit checks them, for all that this runtime subscribes and publishes. */
class FlowRulesTest extends CallHarness {
    private static final String FOR_ONE = "it is for one subscriber";

    /** What the kit leaves open for a publisher with one subscriber. */
    private static final Map<String, String> OF_ONE_SUBSCRIBER = Map.of(
            "optional_spec111_registeredSubscribersMustReceiveOnNextOrOnCompleteSignals", FOR_ONE,
            "optional_spec111_maySupportMultiSubscribe", FOR_ONE,
            "optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequestingOneByOne",
                    FOR_ONE,
            "optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequestingManyUpfront",
                    FOR_ONE,
            "optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequestingManyUpfrontAndCompleteAsExpected",
                    FOR_ONE);

    @TestFactory
    Stream<DynamicTest> whatAClientPublishes() {
        serve(StreamService.of(new StreamService.Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                if (request.getName().isEmpty()) {
                    throw new RpcException(Code.NOT_FOUND, "no such feed");
                }
                return LongStream.range(0, Long.parseLong(request.getName())).mapToObj(i -> reply("" + i));
            }
        }));
        RpcClient client = client();
        return ReactiveStreamsKit.testsOf(
                new Publishers<HelloReply>() {
                    @Override
                    public Flow.Publisher<HelloReply> createFlowPublisher(long elements) {
                        return client.serverStreamingAsync(WATCH, hello("" + elements), CallOptions.DEFAULT);
                    }

                    @Override
                    public Flow.Publisher<HelloReply> createFailedFlowPublisher() {
                        return client.serverStreamingAsync(WATCH, hello(""), CallOptions.DEFAULT);
                    }
                },
                Map.of());
    }

    @TestFactory
    Stream<DynamicTest> whatAHostPublishes() {
        BlockingQueue<Flow.Publisher<HelloRequest>> publishers = new LinkedBlockingQueue<>();
        serve(StreamService.ofAsync(new StreamsAsync() {
            @Override
            public CompletableFuture<HelloReply> record(Flow.Publisher<HelloRequest> requests) {
                publishers.add(requests);
                return new CompletableFuture<>();
            }
        }));
        RpcClient client = client();
        return ReactiveStreamsKit.testsOf(
                new Publishers<HelloRequest>() {
                    @Override
                    public Flow.Publisher<HelloRequest> createFlowPublisher(long elements) {
                        var unused = client.clientStreamingAsync(
                                RECORD, fed(elements).publisher(), CallOptions.DEFAULT);
                        return taken(publishers);
                    }

                    @Override
                    public Flow.Publisher<HelloRequest> createFailedFlowPublisher() {
                        Pipe<HelloRequest> pipe = Pipe.create(1);
                        var call = client.clientStreamingAsync(RECORD, pipe.publisher(), CallOptions.DEFAULT);
                        Flow.Publisher<HelloRequest> publisher = taken(publishers);
                        call.cancel(false);
                        return publisher;
                    }
                },
                OF_ONE_SUBSCRIBER);
    }

    @TestFactory
    Stream<DynamicTest> whatAPipePublishes() {
        return ReactiveStreamsKit.testsOf(
                new Publishers<HelloRequest>() {
                    @Override
                    public Flow.Publisher<HelloRequest> createFlowPublisher(long elements) {
                        return fed(elements).publisher();
                    }

                    @Override
                    public Flow.Publisher<HelloRequest> createFailedFlowPublisher() {
                        Pipe<HelloRequest> pipe = Pipe.create(1);
                        pipe.fail(new IllegalStateException("failed"));
                        return pipe.publisher();
                    }
                },
                OF_ONE_SUBSCRIBER);
    }

    @TestFactory
    Stream<DynamicTest> whatAClientSubscribesTo() {
        serve(StreamService.of(new StreamService.Streams() {
            @Override
            public HelloReply record(Stream<HelloRequest> requests) {
                return reply("" + requests.count());
            }
        }));
        RpcClient client = client();
        return ReactiveStreamsKit.testsOf(
                new Subscribers<HelloRequest>() {
                    @Override
                    public Flow.Subscriber<HelloRequest> createFlowSubscriber() {
                        Handing<HelloRequest> requests = new Handing<>();
                        var unused = client.clientStreamingAsync(RECORD, requests, CallOptions.DEFAULT);
                        return taken(requests.subscribers);
                    }

                    @Override
                    public HelloRequest createElement(int element) {
                        return hello("" + element);
                    }
                },
                Map.of());
    }

    @TestFactory
    Stream<DynamicTest> whatAHostSubscribesTo() {
        Handing<HelloReply> replies = new Handing<>();
        serve(StreamService.ofAsync(new StreamsAsync() {
            @Override
            public Flow.Publisher<HelloReply> watch(HelloRequest request) {
                return replies;
            }
        }));
        RpcClient client = client();
        return ReactiveStreamsKit.testsOf(
                new Subscribers<HelloReply>() {
                    @Override
                    public Flow.Subscriber<HelloReply> createFlowSubscriber() {
                        client.serverStreamingAsync(WATCH, hello(""), CallOptions.DEFAULT)
                                .subscribe(new TakingAll<>());
                        return taken(replies.subscribers);
                    }

                    @Override
                    public HelloReply createElement(int element) {
                        return reply("" + element);
                    }
                },
                Map.of());
    }

    /** A pipe that somebody else sends so many messages into. */
    private static Pipe<HelloRequest> fed(long elements) {
        Pipe<HelloRequest> pipe = Pipe.create(16);
        Thread sender = new Thread(() -> {
            try {
                for (long i = 0; i < elements; i++) {
                    pipe.send(hello("" + i));
                }
                pipe.close();
            } catch (RpcException e) {
                // Nobody wants more.
            }
        });
        sender.setDaemon(true);
        sender.start();
        return pipe;
    }

    private static <T> T taken(BlockingQueue<T> queue) {
        try {
            return next(queue);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Publishes nothing, but hands out who subscribes. */
    private static final class Handing<T> implements Flow.Publisher<T> {
        private final BlockingQueue<Flow.Subscriber<T>> subscribers = new LinkedBlockingQueue<>();

        @Override
        @SuppressWarnings("unchecked") // it takes a T
        public void subscribe(Flow.Subscriber<? super T> subscriber) {
            subscribers.add((Flow.Subscriber<T>) subscriber);
        }
    }

    private abstract static class Publishers<T> extends FlowPublisherVerification<T> {
        Publishers() {
            super(ReactiveStreamsKit.environment());
        }
    }

    private abstract static class Subscribers<T> extends FlowSubscriberBlackboxVerification<T> {
        Subscribers() {
            super(ReactiveStreamsKit.environment());
        }
    }

    private static final class TakingAll<T> implements Flow.Subscriber<T> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(T item) {
            // Taken.
        }

        @Override
        public void onError(Throwable thrown) {
            // Neither is looked at.
        }

        @Override
        public void onComplete() {
            // As above.
        }
    }
}
