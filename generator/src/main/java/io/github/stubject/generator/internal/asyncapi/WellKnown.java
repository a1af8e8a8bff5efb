package io.github.stubject.generator.internal.asyncapi;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.stubject.generator.internal.tree.Node;
import org.jspecify.annotations.Nullable;

/** The messages of protobuf that JSON has a form of their own for. */
final class WellKnown {
    private static final String PACKAGE = "google.protobuf.";

    private WellKnown() {}

    /** The schema of such a message; {@code null} for any other. */
    static Node.@Nullable Mapping schema(Descriptor message) {
        String name = message.getFullName();
        return name.startsWith(PACKAGE) ? schema(name.substring(PACKAGE.length())) : null;
    }

    private static Node.@Nullable Mapping schema(String name) {
        return switch (name) {
            case "Any" ->
                typed("object", "A message of any type, which \"@type\" names.")
                        .put("properties", new Node.Mapping().put("@type", new Node.Mapping().put("type", "string")));
            case "Timestamp" ->
                typed("string", "A point in time, such as 2026-01-31T12:00:00.5Z.")
                        .put("format", "date-time");
            case "Duration" -> typed("string", "Seconds, such as 1.5s.").put("pattern", "^-?[0-9]+(\\.[0-9]{1,9})?s$");
            case "FieldMask" -> typed("string", "Paths of fields with commas between them.");
            case "Struct" -> typed("object", "Any object.");
            case "ListValue" -> typed("array", "Any array.");
            case "Value" -> new Node.Mapping().put("description", "Any value.");
            case "DoubleValue" -> ScalarSchemas.of(FieldDescriptor.Type.DOUBLE);
            case "FloatValue" -> ScalarSchemas.of(FieldDescriptor.Type.FLOAT);
            case "Int64Value" -> ScalarSchemas.of(FieldDescriptor.Type.INT64);
            case "UInt64Value" -> ScalarSchemas.of(FieldDescriptor.Type.UINT64);
            case "Int32Value" -> ScalarSchemas.of(FieldDescriptor.Type.INT32);
            case "UInt32Value" -> ScalarSchemas.of(FieldDescriptor.Type.UINT32);
            case "BoolValue" -> ScalarSchemas.of(FieldDescriptor.Type.BOOL);
            case "StringValue" -> ScalarSchemas.of(FieldDescriptor.Type.STRING);
            case "BytesValue" -> ScalarSchemas.of(FieldDescriptor.Type.BYTES);
            default -> null;
        };
    }

    private static Node.Mapping typed(String type, String description) {
        return new Node.Mapping().put("type", type).put("description", description);
    }
}
