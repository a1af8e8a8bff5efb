package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.CHAT;
import static io.github.stubject.runtime.StreamService.RECORD;
import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.stubject.runtime.StreamService.Streams;
import io.github.stubject.runtime.StreamService.StreamsAsync;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a binding does with methods that stream, and with those that are not implemented. */
class StreamBindingTest {
    private static final Streams WATCHED = new Streams() {
        @Override
        public Stream<HelloReply> watch(HelloRequest request) {
            return Stream.empty();
        }
    };

    static List<RpcMethod<?, ?>> streaming() {
        return List.of(WATCH, RECORD, CHAT);
    }

    @ParameterizedTest
    @MethodSource("streaming")
    void aStreamNeedsAQueueGroup(RpcMethod<?, ?> method) {
        assertThatIllegalArgumentException()
                .isThrownBy(method::withoutQueueGroup)
                .withMessage(method.fullName()
                        + " streams, so it needs a queue group: without one every instance would answer");
    }

    @Test
    void aBindingWithAStreamKeepsItsQueueGroup() {
        ServiceBinding binding = StreamService.of(WATCHED);

        assertThatIllegalArgumentException()
                .isThrownBy(binding::withoutQueueGroup)
                .withMessageStartingWith("acme.Streams/Watch streams")
                .withMessageEndingWith(
                        "bind it apart from those that are to have none: of(implementation, methods...)");
    }

    @Test
    void onlyStreamsThatAreOverriddenAreServed() {
        assertThat(StreamService.of(WATCHED).methods()).containsExactly(WATCH);
        assertThat(StreamService.of(new Streams() {}).methods()).isEmpty();
        assertThat(StreamService.ofAsync(new StreamsAsync() {
                            @Override
                            public Flow.Publisher<HelloReply> chat(Flow.Publisher<HelloRequest> requests) {
                                return new RpcException(Code.CANCELLED, "").asPublisher();
                            }
                        })
                        .methods())
                .containsExactly(CHAT);
    }

    @Test
    void whatIsNotImplementedFailsEachOfItsSubscribers() {
        Flow.Publisher<HelloReply> publisher = new StreamsAsync() {}.watch(hello("x"));

        for (int i = 0; i < 2; i++) {
            List<Object> signals = new ArrayList<>();
            publisher.subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    signals.add("subscribed");
                    subscription.request(1);
                    subscription.cancel();
                }

                @Override
                public void onNext(HelloReply item) {
                    signals.add(item);
                }

                @Override
                public void onError(Throwable failure) {
                    signals.add(((RpcException) failure).code());
                }

                @Override
                public void onComplete() {
                    signals.add("completed");
                }
            });
            assertThat(signals).containsExactly("subscribed", Code.UNIMPLEMENTED);
        }
        assertThatNullPointerException().isThrownBy(() -> publisher.subscribe(null));
    }
}
