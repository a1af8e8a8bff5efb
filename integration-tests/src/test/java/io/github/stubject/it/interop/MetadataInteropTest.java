package io.github.stubject.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.runtime.Call;
import io.github.stubject.runtime.CallListener;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.Interceptor;
import io.github.stubject.runtime.Outcome;
import io.github.stubject.runtime.Response;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcHeaders;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** gRPC's cases of what travels beside messages. */
class MetadataInteropTest extends InteropHarness {
    private static final String TEXT = "x-grpc-test-echo-initial";
    private static final String BYTES = "x-grpc-test-echo-trailing-bin";
    private static final byte[] ANY_BYTES = {(byte) 0xAB, 0, (byte) 0xAB, 13, 10, (byte) 0xAB};
    private static final RpcHeaders SENT =
            RpcHeaders.EMPTY.with(TEXT, "test_initial_metadata_value").withBytes(BYTES, ANY_BYTES);
    private static final CallOptions OPTIONS = PATIENT.withHeaders(SENT);

    /** Sends the headers back. */
    private static final Interceptor ECHO = call -> {
        call.send(call.headers());
        return CallListener.NONE;
    };

    private final BlockingQueue<RpcHeaders> atStart = new LinkedBlockingQueue<>();
    private final BlockingQueue<RpcHeaders> atEnd = new LinkedBlockingQueue<>();

    private final class Observing implements Interceptor {
        @Override
        public CallListener start(Call call) {
            return new CallListener() {
                @Override
                public void accepted(RpcHeaders headers) {
                    atStart.add(headers);
                }

                @Override
                public void end(Outcome outcome) {
                    atEnd.add(outcome.headers());
                }
            };
        }
    }

    @BeforeEach
    void start() {
        closing(host().intercept(ECHO).start());
    }

    private Caller observed() {
        return caller(RpcClient.builder(connect()).intercept(new Observing()));
    }

    private static void assertEchoed(BlockingQueue<RpcHeaders> seen) throws InterruptedException {
        assertEchoed(seen.poll(20, TimeUnit.SECONDS));
        assertThat(seen).isEmpty();
    }

    private static void assertEchoed(RpcHeaders headers) {
        assertThat(headers).isNotNull();
        assertThat(headers.all(TEXT)).containsExactly("test_initial_metadata_value");
        assertThat(headers.bytes(BYTES)).isEqualTo(ANY_BYTES);
    }

    @Test
    void customMetadata() throws Exception {
        Caller caller = observed();

        caller.unaryCall(SimpleRequest.newBuilder().setResponseSize(314_159).build(), OPTIONS);
        assertEchoed(atEnd);
        assertThat(atStart).isEmpty();

        try (Conversation<StreamingOutputCallRequest, StreamingOutputCallResponse> call =
                caller.fullDuplexCall(OPTIONS)) {
            call.send(exchange(271_828, 314_159));
            assertThat(size(call.next())).isEqualTo(314_159);
            assertEchoed(atStart);
            assertThat(atEnd).isEmpty();
            call.halfClose();
            assertThat(call.next()).isNull();
        }
        assertEchoed(atEnd);
    }

    @Test
    void exchangeMetadataUnaryCall() {
        RpcClient rpc = closing(RpcClient.builder(connect()).build());
        Empty request = Empty.getDefaultInstance();

        Response<Empty> response = switch (called) {
            case BY_BLOCKING -> rpc.call(TestServiceBinding.EMPTY_CALL, request, OPTIONS);
            case BY_ASYNC ->
                rpc.callAsync(TestServiceBinding.EMPTY_CALL, request, OPTIONS).join();
        };

        assertEchoed(response.headers());
    }

    @Test
    void exchangeMetadataStreamingCall() throws Exception {
        Caller caller = observed();

        assertThat(rest(caller.streamingOutputCall(outputs(1, 2), OPTIONS))).hasSize(2);
        assertEchoed(atStart);
        assertEchoed(atEnd);

        Conversation<StreamingInputCallRequest, StreamingInputCallResponse> call = caller.streamingInputCall(OPTIONS);
        call.halfClose();
        assertThat(rest(call)).hasSize(1);
        assertEchoed(atStart);
        assertEchoed(atEnd);
    }
}
