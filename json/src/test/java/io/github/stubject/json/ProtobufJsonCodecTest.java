package io.github.stubject.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.github.stubject.proto.Status;
import io.github.stubject.runtime.JsonCodec;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProtobufJsonCodecTest {
    private final ProtobufJsonCodec codec = new ProtobufJsonCodec();

    private String print(Status status) {
        return new String(codec.print(status), StandardCharsets.UTF_8);
    }

    @Test
    void theRuntimeFindsIt() {
        assertThat(JsonCodec.installed()).isInstanceOf(ProtobufJsonCodec.class);
    }

    @Test
    void aStatusIsItsCodeAndItsMessage() {
        assertThat(print(Status.newBuilder().setCode(5).setMessage("a\n\"b\"").build()))
                .isEqualTo("{\"code\":5,\"message\":\"a\\n\\\"b\\\"\"}");
    }

    @Test
    void aDetailOfUnknownTypeIsItsTypeAndItsBytes() throws Exception {
        Any unknown = Any.newBuilder()
                .setTypeUrl("type.googleapis.com/acme.Un\"known")
                .setValue(ByteString.copyFromUtf8("?>"))
                .build();

        Struct.Builder json = Struct.newBuilder();
        codec.merge(
                codec.print(Status.newBuilder()
                        .setCode(5)
                        .addDetails(unknown)
                        .addDetails(unknown)
                        .build()),
                json);

        assertThat(json.getFieldsOrThrow("details").getListValue().getValuesList())
                .hasSize(2)
                .allSatisfy(detail -> assertThat(detail.getStructValue().getFieldsMap())
                        .containsEntry("@type", text("type.googleapis.com/acme.Un\"known"))
                        .containsEntry("value", text("Pz4="))
                        .hasSize(2));
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    @Test
    void anErrorTellsWhereAndNothingOfJava() {
        assertThatThrownBy(() -> codec.merge("{".getBytes(StandardCharsets.UTF_8), Struct.newBuilder()))
                .isInstanceOf(InvalidProtocolBufferException.class)
                .message()
                .contains("line 1")
                .doesNotContain("java.");
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        assertThatThrownBy(() -> codec.merge(new byte[] {'"', (byte) 0xff, '"'}, StringValue.newBuilder()))
                .isInstanceOf(InvalidProtocolBufferException.class)
                .hasMessage("it is not UTF-8");
    }
}
