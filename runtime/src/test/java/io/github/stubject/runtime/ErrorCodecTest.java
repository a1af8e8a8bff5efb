package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.proto.Status;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.nats.client.impl.Headers;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies as errors, those of careless services included. */
class ErrorCodecTest {
    private static RpcException read(byte[] body, String... headers) {
        Headers all = new Headers();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return Objects.requireNonNull(ErrorCodec.read(new InboundMessage("s", null, all, body, false)));
    }

    @Test
    void theBodyHasTheExactText() {
        Status status = Status.newBuilder().setCode(5).setMessage("a\nb").build();

        RpcException error = read(status.toByteArray(), "Stubject-Code", "NOT_FOUND", "Nats-Service-Error", "a b");

        assertThat(error.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(error.text()).isEqualTo("a\nb");
    }

    @Test
    void withoutABodyOrWithGarbageTheHeadersSayWhatThereIs() {
        for (byte[] body : new byte[][] {{}, {(byte) 0xff, 1}}) {
            RpcException error = read(body, "Stubject-Code", "ABORTED", "Nats-Service-Error", "the text");

            assertThat(error.code()).isEqualTo(Code.ABORTED);
            assertThat(error.text()).isEqualTo("the text");
        }
    }

    @Test
    void ofANameThatIsNotKnownTheNumberStillTellsSomething() {
        assertThat(read(new byte[0], "Stubject-Code", "OF_THE_FUTURE", "Nats-Service-Error-Code", "404")
                        .code())
                .isEqualTo(Code.NOT_FOUND);
        assertThat(read(new byte[0], "Nats-Service-Error-Code", "not a number").code())
                .isEqualTo(Code.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "404, NOT_FOUND",
        "' 404 ', NOT_FOUND",
        "+404, NOT_FOUND",
        "408, DEADLINE_EXCEEDED",
        "599, UNKNOWN",
        "200, UNKNOWN",
        "0, UNKNOWN",
        "-404, UNKNOWN",
        "404.0, UNKNOWN",
        "0x194, UNKNOWN",
        "99999999999999999999999, UNKNOWN",
        "NOT_FOUND, UNKNOWN",
        "'', UNKNOWN"
    })
    void whateverNumberAServiceGivesItIsAnError(String number, Code code) {
        RpcException error = read(new byte[] {1}, "Nats-Service-Error", "the text", "Nats-Service-Error-Code", number);

        assertThat(error.code()).isEqualTo(code);
        assertThat(error.text()).isEqualTo("the text");
        assertThat(error.delivery()).isEqualTo(Delivery.RAN);
    }

    @Test
    void eitherHeaderAloneIsAnError() {
        assertThat(read(new byte[0], "Nats-Service-Error", "the text").code()).isEqualTo(Code.UNKNOWN);
        assertThat(read(new byte[0], "Nats-Service-Error", "").text()).isEmpty();
        assertThat(read(new byte[0], "Nats-Service-Error-Code", "401").code()).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(read(new byte[0], "Stubject-Code", "DATA_LOSS").code()).isEqualTo(Code.DATA_LOSS);
    }

    @Test
    void aStatusThatSaysOkIsNotBelieved() {
        Status ok = Status.newBuilder().setMessage("fine").build();

        RpcException error = read(ok.toByteArray(), "Stubject-Code", "ABORTED", "Nats-Service-Error", "not fine");

        assertThat(error.code()).isEqualTo(Code.ABORTED);
        assertThat(error.text()).isEqualTo("not fine");
    }
}
