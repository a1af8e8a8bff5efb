package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;

import io.github.stubject.runtime.StreamService.Streams;
import io.github.stubject.runtime.StreamService.StreamsAsync;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Streams of numbered messages, and an implementation, blocking and not, that notices when one is missing, comes twice or out
 * of turn, or when an end comes too early. A message is {@code <number>/<how many there are, or *>-<filling>}.
 */
final class CheckedStreams {
    /** What was wrong; empty as it should be. */
    final Queue<String> violations = new ConcurrentLinkedQueue<>();

    /**
     * What a stream is to be like.
     *
     * @param failAt before which answer the service fails; -1 if it does not
     */
    record Plan(int messages, int filling, int failAt) {
        String text(int number) {
            return number + "/" + messages + "-" + "x".repeat(filling);
        }

        HelloRequest request() {
            return hello(messages + " " + filling + " " + failAt);
        }

        static Plan of(HelloRequest request) {
            String[] parts = request.getName().split(" ", -1);
            return new Plan(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }

        HelloReply answer(int number) {
            if (number == failAt) {
                throw new RpcException(Code.ABORTED, "as planned");
            }
            return reply(text(number));
        }
    }

    /** Follows the messages of one stream. */
    final class Check {
        private final String who;
        private int next;
        private int all = -1;

        Check(String who) {
            this.who = who;
        }

        synchronized void see(String text) {
            int slash = text.indexOf('/');
            int number = Integer.parseInt(text.substring(0, slash));
            String count = text.substring(slash + 1, text.indexOf('-'));
            all = count.equals("*") ? -1 : Integer.parseInt(count);
            if (number != next) {
                violations.add(who + " got message " + number + " instead of " + next);
            }
            next = number + 1;
        }

        /** All is well, says the stream. */
        synchronized int end() {
            if (all >= 0 && next != all) {
                violations.add(who + " got a good end after " + next + " messages of " + all);
            }
            return next;
        }

        synchronized int seen() {
            return next;
        }

        @Override
        public String toString() {
            return who;
        }
    }

    Streams blocking() {
        return new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                Plan plan = Plan.of(request);
                return IntStream.range(0, plan.messages()).mapToObj(plan::answer);
            }

            @Override
            public HelloReply record(Stream<HelloRequest> requests) {
                Check check = new Check("record");
                requests.forEachOrdered(request -> check.see(request.getName()));
                return reply("" + check.end());
            }

            @Override
            public Stream<HelloReply> chat(Stream<HelloRequest> requests) {
                Check check = new Check("chat");
                return requests.map(request -> {
                    check.see(request.getName());
                    return reply(request.getName());
                });
            }
        };
    }

    StreamsAsync async() {
        return new StreamsAsync() {
            @Override
            public Flow.Publisher<HelloReply> watch(HelloRequest request) {
                Plan plan = Plan.of(request);
                return new Numbers<>(plan.messages(), plan::answer);
            }

            @Override
            public CompletableFuture<HelloReply> record(Flow.Publisher<HelloRequest> requests) {
                CompletableFuture<HelloReply> result = new CompletableFuture<>();
                Check check = new Check("record, asynchronous");
                requests.subscribe(new Flow.Subscriber<>() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        subscription.request(Long.MAX_VALUE);
                    }

                    @Override
                    public void onNext(HelloRequest item) {
                        check.see(item.getName());
                    }

                    @Override
                    public void onError(Throwable thrown) {
                        result.completeExceptionally(thrown);
                    }

                    @Override
                    public void onComplete() {
                        result.complete(reply("" + check.end()));
                    }
                });
                return result;
            }

            @Override
            public Flow.Publisher<HelloReply> chat(Flow.Publisher<HelloRequest> requests) {
                Check check = new Check("chat, asynchronous");
                return subscriber -> requests.subscribe(new Flow.Subscriber<>() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        subscriber.onSubscribe(subscription);
                    }

                    @Override
                    public void onNext(HelloRequest item) {
                        check.see(item.getName());
                        subscriber.onNext(reply(item.getName()));
                    }

                    @Override
                    public void onError(Throwable thrown) {
                        subscriber.onError(thrown);
                    }

                    @Override
                    public void onComplete() {
                        int unused = check.end();
                        subscriber.onComplete();
                    }
                });
            }
        };
    }

    /** A message for each number, as far as they are asked for. */
    static final class Numbers<T> implements Flow.Publisher<T> {
        private final long count;
        private final java.util.function.IntFunction<T> message;

        Numbers(long count, java.util.function.IntFunction<T> message) {
            this.count = count;
            this.message = message;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super T> subscriber) {
            subscriber.onSubscribe(new Emission(subscriber));
        }

        private final class Emission implements Flow.Subscription {
            private final Flow.Subscriber<? super T> subscriber;

            // Guarded by this.
            private long demand = 0;
            private boolean emitting;
            private boolean over;
            private int next;

            private Emission(Flow.Subscriber<? super T> subscriber) {
                this.subscriber = subscriber;
            }

            @Override
            public void request(long n) {
                synchronized (this) {
                    demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
                    if (emitting) {
                        return;
                    }
                    emitting = true;
                }
                while (emitOne()) {
                    // And the next.
                }
            }

            private boolean emitOne() {
                int number;
                boolean last;
                synchronized (this) {
                    last = !over && next == count;
                    over |= last;
                    if (!last && (over || demand == 0)) {
                        emitting = false;
                        return false;
                    }
                    number = next;
                    if (!last) {
                        next++;
                        demand--;
                    }
                }
                if (last) {
                    subscriber.onComplete();
                    return false;
                }
                return emit(number);
            }

            private boolean emit(int number) {
                @Nullable T made;
                try {
                    made = message.apply(number);
                } catch (RuntimeException e) {
                    cancel();
                    subscriber.onError(e);
                    return false;
                }
                subscriber.onNext(made);
                return true;
            }

            @Override
            public synchronized void cancel() {
                over = true;
            }
        }
    }
}
