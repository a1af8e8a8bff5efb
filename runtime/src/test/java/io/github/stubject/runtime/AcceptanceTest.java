package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import io.github.stubject.runtime.StreamService.Streams;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the interceptors of a client see that a stream is accepted. */
class AcceptanceTest extends CallHarness {
    private static final int CALLS = 50;

    private final Queue<List<String>> calls = new ConcurrentLinkedQueue<>();

    private RpcClient watched() {
        return open(RpcClient.builder(connect()).intercept(call -> {
            List<String> events = new CopyOnWriteArrayList<>();
            calls.add(events);
            return new CallListener() {
                @Override
                public void accepted(RpcHeaders headers) {
                    events.add("accepted " + headers.get("at"));
                    throw new IllegalStateException("of the listener, to be logged");
                }

                @Override
                public void response(Message message) {
                    events.add("response");
                }

                @Override
                public void end(Outcome outcome) {
                    events.add("end " + outcome.headers().get("at"));
                }
            };
        }));
    }

    private static Streams answeringOnce() {
        return new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                CallContext context = CallContext.current();
                context.send(RpcHeaders.EMPTY.with("at", "start"));
                return Stream.of(reply("a")).onClose(() -> context.send(RpcHeaders.EMPTY.with("at", "end")));
            }
        };
    }

    @Test
    void itComesOnceBeforeTheFirstResponseAndTheEnd() {
        serve(StreamService.of(answeringOnce()));
        RpcClient client = watched();

        for (int i = 0; i < CALLS; i++) {
            assertThat(client.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT)
                            .toList())
                    .hasSize(1);
            client.serverStreamingAsync(WATCH, hello("x"), CallOptions.DEFAULT).subscribe(new Taking());
        }

        await().untilAsserted(() -> assertThat(calls)
                .hasSize(2 * CALLS)
                .allSatisfy(events -> assertThat(events).containsExactly("accepted start", "response", "end end")));
    }

    @Test
    void whatIsNotAcceptedIsNotSaidToBe() {
        RpcClient client = watched();

        client.serverStreamingAsync(WATCH, hello("x"), CallOptions.DEFAULT.withoutRetries())
                .subscribe(new Taking());

        await().untilAsserted(() -> assertThat(calls).containsExactly(List.of("end null")));
    }

    /** Takes all that comes. */
    private static final class Taking implements Flow.Subscriber<HelloReply> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(HelloReply reply) {
            // That it comes is what matters.
        }

        @Override
        public void onError(Throwable failure) {
            // The interceptor sees it.
        }

        @Override
        public void onComplete() {
            // The same.
        }
    }
}
