package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.CHAT;
import static io.github.stubject.runtime.StreamService.RECORD;
import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.StreamService.StreamsAsync;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Streams of the asynchronous kind, in all four directions. */
class StreamAsyncTest extends CallHarness {
    /** Publishes so many replies, as fast as they are asked for. */
    private static Flow.Publisher<HelloReply> numbers(int count) {
        return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            private int next;
            private long demand;
            private boolean emitting;
            private boolean over;

            @Override
            public synchronized void request(long n) {
                demand += n;
                if (emitting) {
                    return;
                }
                emitting = true;
                while (demand > 0 && next < count && !over) {
                    demand--;
                    subscriber.onNext(reply("" + next++));
                }
                emitting = false;
                if (next == count && !over) {
                    over = true;
                    subscriber.onComplete();
                }
            }

            @Override
            public synchronized void cancel() {
                over = true;
            }
        });
    }

    private static final class Collector implements Flow.Subscriber<HelloReply> {
        private final List<String> seen = new CopyOnWriteArrayList<>();
        private final CountDownLatch end = new CountDownLatch(1);
        private volatile @Nullable Throwable failure;
        private final long step;
        private Flow.@Nullable Subscription subscription;

        Collector(long step) {
            this.step = step;
        }

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscription = newSubscription;
            newSubscription.request(step);
        }

        @Override
        public void onNext(HelloReply item) {
            seen.add(item.getText());
            if (seen.size() % step == 0 && subscription != null) {
                subscription.request(step);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            failure = thrown;
            end.countDown();
        }

        @Override
        public void onComplete() {
            end.countDown();
        }
    }

    private static StreamsAsync counting() {
        return new StreamsAsync() {
            @Override
            public Flow.Publisher<HelloReply> watch(HelloRequest request) {
                return numbers(Integer.parseInt(request.getName()));
            }

            @Override
            public CompletableFuture<HelloReply> record(Flow.Publisher<HelloRequest> requests) {
                CompletableFuture<HelloReply> result = new CompletableFuture<>();
                requests.subscribe(new Flow.Subscriber<>() {
                    private int count;

                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        subscription.request(Long.MAX_VALUE);
                    }

                    @Override
                    public void onNext(HelloRequest item) {
                        count++;
                    }

                    @Override
                    public void onError(Throwable thrown) {
                        result.completeExceptionally(thrown);
                    }

                    @Override
                    public void onComplete() {
                        result.complete(reply("" + count));
                    }
                });
                return result;
            }

            @Override
            public Flow.Publisher<HelloReply> chat(Flow.Publisher<HelloRequest> requests) {
                return subscriber -> requests.subscribe(new Flow.Subscriber<>() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        subscriber.onSubscribe(subscription);
                    }

                    @Override
                    public void onNext(HelloRequest item) {
                        subscriber.onNext(reply("re " + item.getName()));
                    }

                    @Override
                    public void onError(Throwable thrown) {
                        subscriber.onError(thrown);
                    }

                    @Override
                    public void onComplete() {
                        subscriber.onComplete();
                    }
                });
            }
        };
    }

    @Test
    void aPublisherGivesWhatIsRequested() {
        ServiceHost host = serve(StreamService.ofAsync(counting()));
        RpcClient client = client();

        for (int step : new int[] {1, 7, 1000}) {
            Collector collector = new Collector(step);
            client.serverStreamingAsync(WATCH, hello("2000"), CallOptions.DEFAULT)
                    .subscribe(collector);
            waitFor(collector.end);

            assertThat(collector.failure).isNull();
            assertThat(collector.seen)
                    .isEqualTo(IntStream.range(0, 2000).mapToObj(i -> "" + i).toList());
        }
        await().untilAsserted(() -> assertThat(host.inFlight()).isZero());
        await().untilAsserted(() -> assertThat(client.outstanding()).isZero());
    }

    @Test
    void requestsAreTakenFromAPublisher() throws Exception {
        serve(StreamService.ofAsync(counting()));
        Pipe<HelloRequest> pipe = Pipe.create(10);
        CompletableFuture<HelloReply> result =
                client().clientStreamingAsync(RECORD, pipe.publisher(), CallOptions.DEFAULT);

        for (int i = 0; i < 5000; i++) {
            pipe.send(hello("" + i));
        }
        pipe.close();

        assertThat(result.get(20, TimeUnit.SECONDS).getText()).isEqualTo("5000");
    }

    @Test
    void aConversationGoesBackAndForth() {
        serve(StreamService.ofAsync(counting()));
        Pipe<HelloRequest> pipe = Pipe.create(10);
        Collector collector = new Collector(3);
        client().bidiStreamingAsync(CHAT, pipe.publisher(), CallOptions.DEFAULT).subscribe(collector);

        for (int i = 0; i < 100; i++) {
            pipe.send(hello("" + i));
        }
        pipe.close();
        waitFor(collector.end);

        assertThat(collector.failure).isNull();
        assertThat(collector.seen)
                .isEqualTo(IntStream.range(0, 100).mapToObj(i -> "re " + i).toList());
    }
}
