package io.github.stubject.it.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.ServiceHost;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** gRPC's cases of streams. */
class StreamInteropTest extends InteropHarness {
    private static final int[] REQUEST_SIZES = {27_182, 8, 1_828, 45_904};
    private static final int[] ANSWER_SIZES = {31_415, 9, 2_653, 58_979};

    @Test
    void clientStreaming() {
        serve();
        try (Conversation<StreamingInputCallRequest, StreamingInputCallResponse> call =
                caller().streamingInputCall(PATIENT)) {
            for (int size : REQUEST_SIZES) {
                call.send(input(size));
            }
            call.halfClose();

            assertThat(call.next().getAggregatedPayloadSize()).isEqualTo(74_922);
            assertThat(call.next()).isNull();
        }
    }

    @Test
    void serverStreaming() {
        serve();
        try (Conversation<Empty, StreamingOutputCallResponse> call =
                caller().streamingOutputCall(outputs(ANSWER_SIZES), PATIENT)) {
            assertThat(sizes(rest(call))).containsExactly(31_415, 9, 2_653, 58_979);
        }
    }

    private static List<Integer> sizes(List<StreamingOutputCallResponse> answers) {
        return answers.stream().map(InteropHarness::size).toList();
    }

    @Test
    void pingPong() {
        serve();
        try (Conversation<StreamingOutputCallRequest, StreamingOutputCallResponse> call =
                caller().fullDuplexCall(PATIENT)) {
            for (int i = 0; i < REQUEST_SIZES.length; i++) {
                call.send(exchange(REQUEST_SIZES[i], ANSWER_SIZES[i]));
                assertThat(size(call.next())).isEqualTo(ANSWER_SIZES[i]);
            }
            call.halfClose();

            assertThat(call.next()).isNull();
        }
    }

    @Test
    void emptyStream() {
        serve();
        try (Conversation<StreamingOutputCallRequest, StreamingOutputCallResponse> call =
                caller().fullDuplexCall(PATIENT)) {
            call.halfClose();

            assertThat(call.next()).isNull();
        }
    }

    @Test
    void fullDuplexCall() {
        serve();
        try (Conversation<StreamingOutputCallRequest, StreamingOutputCallResponse> call =
                caller().fullDuplexCall(PATIENT)) {
            for (int i = 0; i < 10; i++) {
                call.send(outputs(ANSWER_SIZES));
                // An answer before the last request is sent: nobody waits for the other to end.
                assertThat(size(call.next())).isEqualTo(ANSWER_SIZES[0]);
                assertThat(size(call.next())).isEqualTo(ANSWER_SIZES[1]);
                assertThat(size(call.next())).isEqualTo(ANSWER_SIZES[2]);
                assertThat(size(call.next())).isEqualTo(ANSWER_SIZES[3]);
            }
            call.halfClose();

            assertThat(call.next()).isNull();
        }
    }

    @Test
    void halfDuplexCall() {
        serve();
        try (Conversation<StreamingOutputCallRequest, StreamingOutputCallResponse> call =
                caller().halfDuplexCall(PATIENT)) {
            for (int i = 0; i < 10; i++) {
                call.send(outputs(ANSWER_SIZES));
            }
            assertThat(answers.made()).isZero();
            call.halfClose();

            assertThat(sizes(rest(call)))
                    .isEqualTo(IntStream.range(0, 10)
                            .flatMap(i -> IntStream.of(ANSWER_SIZES))
                            .boxed()
                            .toList());
        }
    }

    @Test
    void cancelAfterBegin() {
        ServiceHost host = serve();
        Conversation<StreamingInputCallRequest, StreamingInputCallResponse> call = caller().streamingInputCall(PATIENT);
        await().until(() -> requests(host) == 1);

        call.cancel();

        assertFails(Code.CANCELLED, call::next);
        await().until(() -> cancelled(host, TestServiceBinding.STREAMING_INPUT_CALL) == 1);
    }

    @Test
    void cancelAfterFirstResponse() {
        ServiceHost host = serve();
        Conversation<StreamingOutputCallRequest, StreamingOutputCallResponse> call = caller().fullDuplexCall(PATIENT);
        call.send(exchange(27_182, 31_415));
        assertThat(size(call.next())).isEqualTo(31_415);

        call.cancel();

        await().until(() -> cancelled(host, TestServiceBinding.FULL_DUPLEX_CALL) == 1);
        await().untilAsserted(() -> assertFails(Code.CANCELLED, () -> call.send(exchange(1, 1))));
    }

    @Test
    void serverStreamingShouldBeFlowControlled() {
        int all = 400;
        int size = 100_000;
        serve();
        int[] sizes = IntStream.generate(() -> size).limit(all).toArray();
        try (Conversation<Empty, StreamingOutputCallResponse> call =
                caller().streamingOutputCall(outputs(sizes), CallOptions.DEFAULT)) {
            assertThat(size(call.next())).isEqualTo(size);

            AtomicInteger before = new AtomicInteger();
            await().pollInterval(Duration.ofMillis(500))
                    .until(() -> before.getAndSet(answers.made()) == answers.made());
            assertThat(answers.made()).as("made while one was taken").isLessThan(all / 4);

            assertThat(rest(call)).hasSize(all - 1).allMatch(answer -> size(answer) == size);
        }
    }

    @Test
    void gracefulShutdown() {
        ServiceHost host = serve();
        Caller caller = caller();
        try (Conversation<StreamingOutputCallRequest, StreamingOutputCallResponse> call =
                caller.fullDuplexCall(PATIENT)) {
            call.send(exchange(3, 3));
            assertThat(size(call.next())).isEqualTo(3);

            // Not in the common pool, which may have one thread only, and which the asynchronous implementation works
            // in.
            CompletableFuture<Void> closing =
                    CompletableFuture.runAsync(host::close, task -> new Thread(task, "closing").start());
            await().untilAsserted(() -> assertFails(Code.UNAVAILABLE, () -> caller.emptyCall(CallOptions.DEFAULT)));
            call.send(exchange(1, 1));
            assertThat(size(call.next())).isEqualTo(1);
            call.send(exchange(4, 4));
            assertThat(size(call.next())).isEqualTo(4);
            assertThat(closing).isNotDone();
            call.halfClose();

            assertThat(call.next()).isNull();
            assertThat(closing).succeedsWithin(Duration.ofSeconds(20));
        }
    }
}
