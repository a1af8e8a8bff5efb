package io.github.stubject.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.Delivery;
import io.github.stubject.runtime.RpcException;
import org.junit.jupiter.api.Test;

/** gRPC's cases of single answers and of how a call ends. */
class UnaryInteropTest extends InteropHarness {
    private static final String SPECIAL = "\t\nblank space on both sides,\r\nin the plane ☺ and beyond it 😈\t\n";

    @Test
    void emptyUnary() {
        serve();

        assertThat(caller().emptyCall(CallOptions.DEFAULT)).isEqualTo(Empty.getDefaultInstance());
    }

    @Test
    void largeUnary() {
        serve();
        SimpleRequest request = SimpleRequest.newBuilder()
                .setPayload(Answers.payload(271_828))
                .setResponseSize(314_159)
                .build();

        assertThat(caller().unaryCall(request, PATIENT).getPayload()).isEqualTo(Answers.payload(314_159));
    }

    @Test
    void statusCodeAndMessage() {
        serve();
        Caller caller = caller();
        EchoStatus status = status(Code.UNKNOWN, "what the test wants to hear");

        assertEndsAs(status, failure(() -> caller.unaryCall(failing(status), CallOptions.DEFAULT)));
        assertEndsAs(status, streamFailure(caller, status));
    }

    @Test
    void specialStatusMessage() {
        serve();
        Caller caller = caller();
        EchoStatus status = status(Code.UNKNOWN, SPECIAL);

        assertEndsAs(status, failure(() -> caller.unaryCall(failing(status), CallOptions.DEFAULT)));
        assertEndsAs(status, streamFailure(caller, status));
    }

    private static RpcException streamFailure(Caller caller, EchoStatus status) {
        try (Conversation<StreamingOutputCallRequest, StreamingOutputCallResponse> call =
                caller.fullDuplexCall(PATIENT)) {
            call.send(StreamingOutputCallRequest.newBuilder()
                    .setResponseStatus(status)
                    .build());
            return failure(call::next);
        }
    }

    private static EchoStatus status(Code code, String message) {
        return EchoStatus.newBuilder()
                .setCode(code.number())
                .setMessage(message)
                .build();
    }

    private static SimpleRequest failing(EchoStatus status) {
        return SimpleRequest.newBuilder().setResponseStatus(status).build();
    }

    private static void assertEndsAs(EchoStatus status, RpcException failure) {
        assertThat(failure.code().number()).isEqualTo(status.getCode());
        assertThat(failure.text()).isEqualTo(status.getMessage());
        assertThat(failure.delivery()).isEqualTo(Delivery.RAN);
    }

    @Test
    void unimplementedMethod() {
        serve();
        RpcException failure = failure(() -> caller().unimplementedCall(CallOptions.DEFAULT));

        assertThat(failure.code()).as(failure.text()).isEqualTo(Code.UNIMPLEMENTED);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
    }

    @Test
    void unimplementedService() {
        serve();
        UnimplementedServiceClient client = UnimplementedServiceClient.create(connect());
        RpcException failure = failure(() -> client.unimplementedCall(Empty.getDefaultInstance()));

        assertThat(failure.code()).as(failure.text()).isEqualTo(Code.UNAVAILABLE);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(failure.text()).contains("nobody serves", "no instance of grpc-testing-UnimplementedService");
    }
}
