package io.github.stubject.json;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import io.github.stubject.proto.Status;
import io.github.stubject.runtime.JsonCodec;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Protobuf's canonical JSON by protobuf-java-util. Safe for any thread. */
public final class ProtobufJsonCodec implements JsonCodec {
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();
    /** What the text of an error may begin with, which is nothing to a caller. */
    private static final Pattern CLASS_NAME = Pattern.compile("^([a-z]+\\.)+\\w+: ");

    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

    /** For the service loader. */
    public ProtobufJsonCodec() {}

    @Override
    public byte[] print(Message message) {
        try {
            String json = message instanceof Status status ? printStatus(status) : PRINTER.print(message);
            return json.getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    message.getDescriptorForType().getFullName() + " cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    /**
     * An error must get through whatever its details are: one whose type is not known here is written as its type and
     * its bytes, where canonical JSON would have nothing.
     */
    private static String printStatus(Status status) throws InvalidProtocolBufferException {
        String withoutDetails = PRINTER.print(status.toBuilder().clearDetails().build());
        if (status.getDetailsCount() == 0) {
            return withoutDetails;
        }
        // The code is never 0, so that there is a field before this one.
        return status.getDetailsList().stream()
                .map(ProtobufJsonCodec::printDetail)
                .collect(Collectors.joining(
                        ",", withoutDetails.substring(0, withoutDetails.length() - 1) + ",\"details\":[", "]}"));
    }

    private static String printDetail(Any detail) {
        try {
            return PRINTER.print(detail);
        } catch (InvalidProtocolBufferException unknownType) {
            return printOpaque(detail);
        }
    }

    private static String printOpaque(Any detail) {
        String bytes = Base64.getEncoder().encodeToString(detail.getValue().toByteArray());
        Struct opaque = Struct.newBuilder()
                .putFields(
                        "@type",
                        Value.newBuilder().setStringValue(detail.getTypeUrl()).build())
                .putFields("value", Value.newBuilder().setStringValue(bytes).build())
                .build();
        try {
            return PRINTER.print(opaque);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a struct of strings can always be written", e);
        }
    }

    @Override
    public void merge(byte[] json, Message.Builder builder) throws InvalidProtocolBufferException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidProtocolBufferException("it is not UTF-8");
        }
        if (text.isBlank()) {
            throw new InvalidProtocolBufferException("it is empty");
        }
        try {
            PARSER.merge(text, builder);
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidProtocolBufferException(
                    CLASS_NAME.matcher(String.valueOf(e.getMessage())).replaceFirst(""), e);
        }
    }
}
