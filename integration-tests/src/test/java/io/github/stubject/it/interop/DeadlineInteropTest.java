package io.github.stubject.it.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.CallListener;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.Delivery;
import io.github.stubject.runtime.MethodStats;
import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.RpcMethod;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Message;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** gRPC's cases of deadlines. */
class DeadlineInteropTest extends InteropHarness {
    private static final CallOptions SOON = CallOptions.DEFAULT.withTimeout(Duration.ofMillis(200));
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void deadlineNotExceeded() {
        serve();

        assertThat(caller().emptyCall(PATIENT)).isEqualTo(Empty.getDefaultInstance());
        try (Conversation<Empty, StreamingOutputCallResponse> call =
                caller().streamingOutputCall(slow(Duration.ofMillis(1)), PATIENT)) {
            assertThat(rest(call)).hasSize(1);
        }
    }

    /** Nobody answers in time: the one that would is stopped before. */
    @Test
    void deadlineExceeded() {
        ServiceHost host = serve();
        try (Conversation<StreamingInputCallRequest, StreamingInputCallResponse> call =
                caller().streamingInputCall(SOON)) {
            assertFails(Code.DEADLINE_EXCEEDED, call::next);
        }
        assertNotServedAnyMore(host, TestServiceBinding.STREAMING_INPUT_CALL);
        try (Conversation<StreamingOutputCallRequest, StreamingOutputCallResponse> call =
                caller().fullDuplexCall(SOON)) {
            assertFails(Code.DEADLINE_EXCEEDED, call::next);
        }
        assertNotServedAnyMore(host, TestServiceBinding.FULL_DUPLEX_CALL);
    }

    /** It was stopped, or dropped if this machine was too slow to begin in time. */
    private static void assertNotServedAnyMore(ServiceHost host, RpcMethod<?, ?> method) {
        await().untilAsserted(() -> {
            MethodStats stats = host.stats().get(method);
            assertThat(stats.cancelled() + stats.expired()).as("of " + stats).isEqualTo(1);
        });
    }

    @Test
    void deadlineExceededServerStreaming() {
        ServiceHost host = serve();
        StreamingOutputCallRequest request = outputs(31_415).toBuilder()
                .addAllResponseParameters(slow(LONG).getResponseParametersList())
                .build();
        try (Conversation<Empty, StreamingOutputCallResponse> call = caller().streamingOutputCall(request, SOON)) {
            assertFails(Code.DEADLINE_EXCEEDED, () -> rest(call));
        }
        assertNotServedAnyMore(host, TestServiceBinding.STREAMING_OUTPUT_CALL);
    }

    @Test
    void deadlineInPast() throws Exception {
        ServiceHost host = serve();
        Connection observer = connect();
        Queue<Message> sent = new ConcurrentLinkedQueue<>();
        observer.createDispatcher(sent::add).subscribe("grpc.testing.testService.>");
        observer.flush(Duration.ofSeconds(10));
        Caller caller = caller();

        for (Duration past : new Duration[] {Duration.ofSeconds(-10), Duration.ZERO}) {
            CallOptions options = CallOptions.DEFAULT.withTimeout(past);
            assertNotSent(failure(() -> caller.emptyCall(options)));
            assertNotSent(failure(() -> rest(caller.streamingOutputCall(outputs(1), options))));
            assertNotSent(failure(() -> rest(caller.streamingInputCall(options))));
            assertNotSent(failure(() -> rest(caller.fullDuplexCall(options))));
        }

        // What was sent before this has been seen.
        assertThat(caller.emptyCall(PATIENT)).isEqualTo(Empty.getDefaultInstance());
        await().until(() -> !sent.isEmpty());
        assertThat(sent).hasSize(1);
        assertThat(requests(host)).isEqualTo(1);
    }

    private static void assertNotSent(RpcException failure) {
        assertThat(failure.code()).as(failure.getMessage()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
    }

    @Test
    void timeoutOnSleepingServer() {
        serve();
        CallOptions atOnce = CallOptions.DEFAULT.withTimeout(Duration.ofMillis(1));
        Caller caller = caller();

        assertFails(Code.DEADLINE_EXCEEDED, () -> {
            try (Conversation<StreamingOutputCallRequest, StreamingOutputCallResponse> call =
                    caller.fullDuplexCall(atOnce)) {
                try {
                    call.send(slow(LONG));
                } catch (RpcException e) {
                    // It may be over before anything could be sent; then this is the same error.
                    assertThat(e.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
                }
                rest(call);
            }
        });
    }

    @Test
    void sendsTimeoutHeader() {
        Queue<Duration> seen = new ConcurrentLinkedQueue<>();
        closing(host().intercept(call -> {
                    seen.add(call.timeLeft());
                    return CallListener.NONE;
                })
                .start());
        Caller caller = caller();

        caller.emptyCall(PATIENT);
        rest(caller.streamingOutputCall(outputs(1), PATIENT));

        assertThat(seen)
                .hasSize(2)
                .allSatisfy(left -> assertThat(left).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(40)));
    }
}
