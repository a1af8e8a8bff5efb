package io.github.stubject.generator.internal.asyncapi;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.stubject.generator.internal.tree.Node;
import java.util.List;

/** Schemas of what is no message and no enum. */
final class ScalarSchemas {
    private static final long MAX_UINT32 = 0xffff_ffffL;
    private static final String SIGNED = "^(0|-?[1-9][0-9]{0,18})$";
    private static final String UNSIGNED = "^(0|[1-9][0-9]{0,19})$";

    private ScalarSchemas() {}

    static Node.Mapping of(FieldDescriptor.Type type) {
        return switch (type) {
            case DOUBLE -> floating("double");
            case FLOAT -> floating("float");
            case INT32, SINT32, SFIXED32 -> integer("int32", Integer.MIN_VALUE, Integer.MAX_VALUE);
            case UINT32, FIXED32 -> integer("uint32", 0, MAX_UINT32);
            case INT64, SINT64, SFIXED64 -> digits("int64", SIGNED);
            case UINT64, FIXED64 -> digits("uint64", UNSIGNED);
            case BOOL -> typed("boolean");
            case STRING -> typed("string");
            case BYTES -> typed("string").put("contentEncoding", "base64").put("pattern", "^[A-Za-z0-9+/]*={0,2}$");
            default -> throw new IllegalArgumentException(type.name());
        };
    }

    /** The names in an object that a map is. */
    static Node.Mapping ofKey(FieldDescriptor.Type type) {
        return switch (type) {
            case BOOL -> new Node.Mapping().put("enum", Node.Sequence.ofTexts(List.of("false", "true")));
            case STRING -> new Node.Mapping();
            case UINT32, FIXED32, UINT64, FIXED64 -> new Node.Mapping().put("pattern", UNSIGNED);
            default -> new Node.Mapping().put("pattern", SIGNED);
        };
    }

    private static Node.Mapping typed(String type) {
        return new Node.Mapping().put("type", type);
    }

    private static Node.Mapping integer(String format, long minimum, long maximum) {
        return typed("integer").put("format", format).put("minimum", minimum).put("maximum", maximum);
    }

    /** JSON's numbers do not hold them all. */
    private static Node.Mapping digits(String format, String pattern) {
        return typed("string").put("format", format).put("pattern", pattern);
    }

    private static Node.Mapping floating(String format) {
        return new Node.Mapping()
                .put(
                        "oneOf",
                        Node.Sequence.of(
                                typed("number").put("format", format),
                                typed("string")
                                        .put("enum", Node.Sequence.ofTexts(List.of("NaN", "Infinity", "-Infinity")))));
    }
}
