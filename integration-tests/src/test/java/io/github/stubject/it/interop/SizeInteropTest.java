package io.github.stubject.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.Delivery;
import io.github.stubject.runtime.RpcException;
import org.junit.jupiter.api.Test;

/** gRPC's cases of large messages: the limit is the server's {@code max_payload}, for both sides. */
class SizeInteropTest extends InteropHarness {
    private static final int LARGE = 10 * 1024 * 1024;
    private static final int LIMIT = 65_536;
    /** What protobuf and a frame have around a payload, at most; headers of the call included. */
    private static final int AROUND = 256;

    private NatsServer limited;

    @Override
    String url() {
        return limited.url();
    }

    private void start(int maxPayload) {
        limited = closing(NatsServer.start("max_payload: " + maxPayload));
        serve();
    }

    private static SimpleRequest request(int size, int answerSize) {
        return SimpleRequest.newBuilder()
                .setPayload(Answers.payload(size))
                .setResponseSize(answerSize)
                .build();
    }

    @Test
    void veryLargeRequest() {
        start(2 * LARGE);
        Caller caller = caller();

        assertThat(caller.unaryCall(request(LARGE, 10), PATIENT).getPayload()).isEqualTo(Answers.payload(10));
        try (Conversation<StreamingInputCallRequest, StreamingInputCallResponse> call =
                caller.streamingInputCall(PATIENT)) {
            call.send(input(LARGE));
            call.halfClose();
            assertThat(call.next().getAggregatedPayloadSize()).isEqualTo(LARGE);
        }
    }

    @Test
    void veryLargeResponse() {
        start(2 * LARGE);
        Caller caller = caller();

        assertThat(caller.unaryCall(request(10, LARGE), PATIENT).getPayload()).isEqualTo(Answers.payload(LARGE));
        try (Conversation<Empty, StreamingOutputCallResponse> call =
                caller.streamingOutputCall(outputs(LARGE, 1), PATIENT)) {
            assertThat(rest(call)).extracting(InteropHarness::size).containsExactly(LARGE, 1);
        }
    }

    @Test
    void maxInboundSize() {
        start(LIMIT);
        Caller caller = caller();
        int fits = LIMIT - AROUND;

        assertThat(caller.unaryCall(request(1, fits), PATIENT).getPayload()).isEqualTo(Answers.payload(fits));
        assertTooLarge(Delivery.RAN, failure(() -> caller.unaryCall(request(1, LIMIT), PATIENT)));

        assertThat(rest(caller.streamingOutputCall(outputs(fits), PATIENT))).hasSize(1);
        Conversation<Empty, StreamingOutputCallResponse> call = caller.streamingOutputCall(outputs(1, LIMIT), PATIENT);
        assertThat(size(call.next())).isEqualTo(1);
        assertTooLarge(Delivery.RAN, failure(call::next));
    }

    @Test
    void maxOutboundSize() {
        start(LIMIT);
        Caller caller = caller();
        int fits = LIMIT - AROUND;

        assertThat(caller.unaryCall(request(fits, 1), PATIENT).getPayload()).isEqualTo(Answers.payload(1));
        assertTooLarge(Delivery.NOT_RUN, failure(() -> caller.unaryCall(request(LIMIT, 1), PATIENT)));
        assertTooLarge(Delivery.NOT_RUN, failure(() -> rest(caller.streamingOutputCall(exchange(LIMIT, 1), PATIENT))));

        try (Conversation<StreamingInputCallRequest, StreamingInputCallResponse> call =
                caller.streamingInputCall(PATIENT)) {
            call.send(input(fits));
            call.send(input(LIMIT));
            assertTooLarge(Delivery.RAN, failure(call::next));
        }
        try (Conversation<StreamingOutputCallRequest, StreamingOutputCallResponse> call =
                caller.fullDuplexCall(PATIENT)) {
            call.send(exchange(fits, 1));
            assertThat(size(call.next())).isEqualTo(1);
            call.send(exchange(LIMIT, 1));
            assertTooLarge(Delivery.RAN, failure(call::next));
        }
    }

    private static void assertTooLarge(Delivery delivery, RpcException failure) {
        assertThat(failure.code()).as(failure.getMessage()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(failure.text()).contains("max_payload");
        assertThat(failure.delivery()).isEqualTo(delivery);
    }
}
