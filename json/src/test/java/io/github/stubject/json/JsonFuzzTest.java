package io.github.stubject.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.DoubleValue;
import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Int32Value;
import com.google.protobuf.Int64Value;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.SourceContext;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.UInt64Value;
import com.google.protobuf.Value;
import io.github.stubject.proto.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON of careless and hostile peers: it is read, or refused as what it is, and soon. */
@Timeout(60)
class JsonFuzzTest {
    private static final List<Message> TYPES = List.of(
            SourceContext.getDefaultInstance(),
            Struct.getDefaultInstance(),
            Value.getDefaultInstance(),
            ListValue.getDefaultInstance(),
            Any.getDefaultInstance(),
            Timestamp.getDefaultInstance(),
            Duration.getDefaultInstance(),
            FieldMask.getDefaultInstance(),
            Int32Value.getDefaultInstance(),
            UInt32Value.getDefaultInstance(),
            Int64Value.getDefaultInstance(),
            UInt64Value.getDefaultInstance(),
            DoubleValue.getDefaultInstance(),
            BoolValue.getDefaultInstance(),
            StringValue.getDefaultInstance(),
            Status.getDefaultInstance());

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "null",
            "true",
            "1",
            "-",
            "1e400",
            "-0.0",
            "99999999999999999999",
            "\"fileName\"",
            "\"@type\"",
            "\"type.googleapis.com/google.protobuf.Any\"",
            "\"type.googleapis.com/google.protobuf.Struct\"",
            "\"value\"",
            "\"1s\"",
            "\"0001-01-01T00:00:00Z\"",
            "NaN",
            "\"Infinity\"",
            "\"code\"",
            "\"details\"",
            " ",
            "\n",
            "\u2028",
            "/*",
            "//",
            "#",
            "'",
            "\ufeff");

    private final ProtobufJsonCodec codec = new ProtobufJsonCodec();

    private void read(Message type, byte[] json) {
        try {
            codec.merge(json, type.newBuilderForType());
        } catch (InvalidProtocolBufferException e) {
            assertThat(e).hasMessageNotContaining("java.");
        }
    }

    @Test
    void whateverItIsItIsReadOrRefused() {
        long seed = Long.getLong("stubject.fuzz.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 40_000; i++) {
            StringBuilder json = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                json.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            Message type = TYPES.get(random.nextInt(TYPES.size()));
            try {
                read(type, json.toString().getBytes(StandardCharsets.UTF_8));
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "seed " + seed + ", " + type.getDescriptorForType().getName() + ": " + json, e);
            }
        }
    }

    @Test
    void howeverDeepItIsItIsReadOrRefused() {
        for (Message type : TYPES) {
            for (String level : List.of(
                    "[",
                    "{\"a\":",
                    "{\"@type\":\"type.googleapis.com/google.protobuf.Any\",\"value\":",
                    "{\"details\":[")) {
                read(type, level.repeat(20_000).getBytes(StandardCharsets.UTF_8));
                String closed = level.repeat(20_000) + "1"
                        + level.replaceAll("[^\\[{]", "")
                                .replace('{', '}')
                                .replace('[', ']')
                                .repeat(20_000);
                read(type, closed.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e100000000", "\"1e100000000\"", "1E+0100000000", "-1e100000000", "1e-100000000", "0.1e99999999"
            })
    @Timeout(5)
    void aNumberThatIsShortToWriteAndLongToCountIsRefusedAtOnce(String number) {
        for (Message type : List.of(
                Int32Value.getDefaultInstance(),
                UInt32Value.getDefaultInstance(),
                Int64Value.getDefaultInstance(),
                UInt64Value.getDefaultInstance())) {
            assertThatThrownBy(() -> codec.merge(number.getBytes(StandardCharsets.UTF_8), type.newBuilderForType()))
                    .isInstanceOf(InvalidProtocolBufferException.class);
        }
    }
}
