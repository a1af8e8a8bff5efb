package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.test.HelloRequest;
import io.github.stubject.runtime.test.Needy;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {
    private static final MessageCodec<HelloRequest> CODEC = new MessageCodec<>(HelloRequest.getDefaultInstance());

    private static InboundMessage message(@Nullable String contentType, String body) {
        Headers headers = contentType == null ? null : new Headers().put("Content-Type", contentType);
        return new InboundMessage("s", null, headers, body.getBytes(StandardCharsets.UTF_8), false);
    }

    @Test
    void withoutContentTypeTheFirstByteDecides() {
        assertThat(Encoding.of(message(null, "{}"), CODEC)).isEqualTo(Encoding.JSON);
        assertThat(Encoding.of(message(null, ""), CODEC)).isEqualTo(Encoding.PROTOBUF);
        assertThat(Encoding.of(message(null, "\n{}"), CODEC))
                .as("a line feed is the tag of a field")
                .isEqualTo(Encoding.PROTOBUF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "Application/JSON", "application/json; charset=utf-8", " application/json "})
    void jsonIsDeclaredInAnyCaseAndWithParameters(String contentType) {
        assertThat(Encoding.of(message(contentType, ""), CODEC)).isEqualTo(Encoding.JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/protobuf", "application/x-protobuf"})
    void protobufCanBeDeclaredToo(String contentType) {
        assertThat(Encoding.of(message(contentType, "{}"), CODEC)).isEqualTo(Encoding.PROTOBUF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "", "application/json+x", "json"})
    void otherTypesAreRefused(String contentType) {
        assertThatThrownBy(() -> Encoding.of(message(contentType, "{}"), CODEC))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(Code.INVALID_ARGUMENT));
    }

    @Test
    void aMessageThatMayBeginWithABraceIsNotTakenForJson() throws Exception {
        FileDescriptor file = FileDescriptor.buildFrom(
                FileDescriptorProto.newBuilder()
                        .setName("brace.proto")
                        .addMessageType(DescriptorProto.newBuilder()
                                .setName("Brace")
                                .addNestedType(DescriptorProto.newBuilder().setName("Inside"))
                                .addField(FieldDescriptorProto.newBuilder()
                                        .setName("inside")
                                        .setNumber(15)
                                        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                                        .setType(FieldDescriptorProto.Type.TYPE_GROUP)
                                        .setTypeName("Brace.Inside")))
                        .build(),
                new FileDescriptor[0]);
        DynamicMessage brace = DynamicMessage.getDefaultInstance(file.findMessageTypeByName("Brace"));

        assertThat(Encoding.of(message(null, "{}"), new MessageCodec<>(brace))).isEqualTo(Encoding.PROTOBUF);
    }

    @Test
    void aMessageThatLacksARequiredFieldIsInvalid() {
        MessageCodec<Needy> codec = new MessageCodec<>(Needy.getDefaultInstance());

        assertThatThrownBy(() -> codec.read(new byte[0], Encoding.PROTOBUF))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    @Test
    void headerTextsAreOneLineOfPrintableAscii() {
        assertThat(WireHeaders.clean("a\r\nb\tc ☺😈 ü\u007f")).isEqualTo("a  b c ?? ??");
        assertThat(WireHeaders.clean("x".repeat(5000))).hasSize(1024);
    }
}
