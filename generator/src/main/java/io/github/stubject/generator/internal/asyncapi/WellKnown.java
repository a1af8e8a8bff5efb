package io.github.stubject.generator.internal.asyncapi;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.stubject.generator.internal.document.WellKnownForm;
import io.github.stubject.generator.internal.tree.Node;
import org.jspecify.annotations.Nullable;

/** The messages of protobuf that JSON has a form of their own for. */
final class WellKnown {
    private WellKnown() {}

    /** The schema of such a message; {@code null} for any other. */
    static Node.@Nullable Mapping schema(Descriptor message) {
        WellKnownForm form = WellKnownForm.of(message);
        return form == null ? null : schema(message.getName(), form.description());
    }

    private static Node.Mapping schema(String name, String description) {
        return switch (name) {
            case "Any" ->
                typed("object", description)
                        .put("properties", new Node.Mapping().put("@type", new Node.Mapping().put("type", "string")));
            case "Timestamp" -> typed("string", description).put("format", "date-time");
            case "Duration" -> typed("string", description).put("pattern", "^-?[0-9]+(\\.[0-9]{1,9})?s$");
            case "FieldMask" -> typed("string", description);
            case "Struct" -> typed("object", description);
            case "ListValue" -> typed("array", description);
            case "Value" -> new Node.Mapping().put("description", description);
            case "DoubleValue" -> ScalarSchemas.of(FieldDescriptor.Type.DOUBLE);
            case "FloatValue" -> ScalarSchemas.of(FieldDescriptor.Type.FLOAT);
            case "Int64Value" -> ScalarSchemas.of(FieldDescriptor.Type.INT64);
            case "UInt64Value" -> ScalarSchemas.of(FieldDescriptor.Type.UINT64);
            case "Int32Value" -> ScalarSchemas.of(FieldDescriptor.Type.INT32);
            case "UInt32Value" -> ScalarSchemas.of(FieldDescriptor.Type.UINT32);
            case "BoolValue" -> ScalarSchemas.of(FieldDescriptor.Type.BOOL);
            case "StringValue" -> ScalarSchemas.of(FieldDescriptor.Type.STRING);
            case "BytesValue" -> ScalarSchemas.of(FieldDescriptor.Type.BYTES);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Node.Mapping typed(String type, String description) {
        return new Node.Mapping().put("type", type).put("description", description);
    }
}
