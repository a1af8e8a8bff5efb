package io.github.stubject.generator.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of types, against what protobuf does: values are written as one type and read as another. */
class WireTypeTest {
    private static final List<FieldDescriptorProto.Type> TYPES = Arrays.stream(FieldDescriptorProto.Type.values())
            .filter(type ->
                    type != FieldDescriptorProto.Type.TYPE_MESSAGE && type != FieldDescriptorProto.Type.TYPE_GROUP)
            .toList();

    static Stream<Arguments> pairs() {
        return TYPES.stream().flatMap(was -> TYPES.stream().map(now -> Arguments.of(was, now)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    void whatReadsAsAnotherKeepsTheValuesThatBothHave(
            FieldDescriptorProto.Type typeWas, FieldDescriptorProto.Type typeNow) throws Exception {
        FieldDescriptor was = field(typeWas);
        FieldDescriptor now = field(typeNow);
        WireType wireWas = WireType.of(was);
        WireType wireNow = WireType.of(now);

        boolean allArrive = samples(was).stream().allMatch(value -> arrives(value, was, now));
        boolean someArrive = samples(was).stream().anyMatch(value -> arrives(value, was, now));

        assertThat(allArrive).isEqualTo(wireWas.readsAs(wireNow) && wireNow.hasAllOf(wireWas));
        if (wireWas.readsAs(wireNow)) {
            assertThat(someArrive).isTrue();
        }
    }

    @Test
    void everyTypeOfProtobufIsKnown() {
        assertThat(Arrays.stream(FieldDescriptor.Type.values()).map(type -> WireType.valueOf(type.name())))
                .containsExactlyInAnyOrder(WireType.values());
    }

    private static FieldDescriptor field(FieldDescriptorProto.Type type) throws DescriptorValidationException {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                .setName("field")
                .setNumber(1)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .setType(type);
        FileDescriptorProto.Builder file =
                FileDescriptorProto.newBuilder().setName("m.proto").setSyntax("proto3");
        if (type == FieldDescriptorProto.Type.TYPE_ENUM) {
            field.setTypeName(".E");
            file.addEnumTypeBuilder()
                    .setName("E")
                    .addValueBuilder()
                    .setName("NONE")
                    .setNumber(0);
        }
        file.addMessageType(DescriptorProto.newBuilder().setName("M").addField(field));
        Descriptor message = FileDescriptor.buildFrom(file.build(), new FileDescriptor[0])
                .getMessageTypes()
                .get(0);
        return message.getFields().get(0);
    }

    /** Small ones, and those at the ends of the range. Zero is not written. */
    private static List<Object> samples(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT -> List.of(1, 2, -1, Integer.MAX_VALUE, Integer.MIN_VALUE);
            case LONG -> List.of(1L, 2L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32);
            case BOOLEAN -> List.of(true);
            case FLOAT -> List.of(1f, 0.1f);
            case DOUBLE -> List.of(1d, 0.1d);
            case STRING -> List.of("a", "ä");
            case BYTE_STRING -> List.of(ByteString.copyFromUtf8("a"), ByteString.fromHex("ff"));
            case ENUM ->
                Stream.of(1, 2, -1, Integer.MAX_VALUE, Integer.MIN_VALUE)
                        .<Object>map(field.getEnumType()::findValueByNumberCreatingIfUnknown)
                        .toList();
            case MESSAGE -> throw new AssertionError(field);
        };
    }

    private static boolean arrives(Object value, FieldDescriptor was, FieldDescriptor now) {
        DynamicMessage sent = DynamicMessage.newBuilder(was.getContainingType())
                .setField(was, value)
                .build();
        try {
            DynamicMessage read = DynamicMessage.parseFrom(now.getContainingType(), sent.toByteString());
            return read.getUnknownFields().asMap().isEmpty()
                    && meaning(was, value).equals(meaning(now, read.getField(now)));
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    /** What a value says, whatever its type. */
    private static Object meaning(FieldDescriptor field, Object value) {
        return switch (field.getType()) {
            case UINT32, FIXED32 -> BigInteger.valueOf(Integer.toUnsignedLong((int) value));
            case UINT64, FIXED64 -> new BigInteger(Long.toUnsignedString((long) value));
            case INT32, SINT32, SFIXED32 -> BigInteger.valueOf((int) value);
            case INT64, SINT64, SFIXED64 -> BigInteger.valueOf((long) value);
            case BOOL -> (boolean) value ? BigInteger.ONE : BigInteger.ZERO;
            case ENUM -> BigInteger.valueOf(((EnumValueDescriptor) value).getNumber());
            case STRING -> ByteString.copyFromUtf8((String) value);
            default -> value;
        };
    }
}
