package io.github.stubject.generator.internal.document;

import com.google.protobuf.Descriptors.Descriptor;
import io.github.stubject.generator.internal.tree.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What JSON has in place of the fields of some of protobuf's own messages.
 *
 * @param description a sentence or more
 * @param example one such value
 */
public record WellKnownForm(String description, Node example) {
    private static final String PACKAGE = "google.protobuf.";
    private static final Node ONE = new Node.Whole(1);
    private static final Node DIGIT = new Node.Text("1");

    /** The form of such a message; {@code null} for any other. */
    public static @Nullable WellKnownForm of(Descriptor message) {
        String name = message.getFullName();
        return name.startsWith(PACKAGE) ? of(name.substring(PACKAGE.length())) : null;
    }

    private static @Nullable WellKnownForm of(String name) {
        return switch (name) {
            case "Any" -> new WellKnownForm("A message of any type, which \"@type\" names.", new Node.Mapping());
            case "Timestamp" -> text("A point in time, such as 2026-01-31T12:00:00.5Z.", "2026-01-31T12:00:00Z");
            case "Duration" -> text("Seconds, such as 1.5s.", "1.5s");
            case "FieldMask" -> text("Paths of fields with commas between them.", "name,address.city");
            case "Struct" -> new WellKnownForm("Any object.", new Node.Mapping().put("name", "value"));
            case "ListValue" -> new WellKnownForm("Any array.", new Node.Sequence(List.of(new Node.Text("value"))));
            case "Value" -> text("Any value.", "value");
            case "DoubleValue" -> wrapper("double", ONE);
            case "FloatValue" -> wrapper("float", ONE);
            case "Int64Value" -> wrapper("int64", DIGIT);
            case "UInt64Value" -> wrapper("uint64", DIGIT);
            case "Int32Value" -> wrapper("int32", ONE);
            case "UInt32Value" -> wrapper("uint32", ONE);
            case "BoolValue" -> wrapper("bool", new Node.Flag(true));
            case "StringValue" -> wrapper("string", new Node.Text("text"));
            case "BytesValue" -> wrapper("bytes", new Node.Text("AQID"));
            default -> null;
        };
    }

    private static WellKnownForm text(String description, String example) {
        return new WellKnownForm(description, new Node.Text(example));
    }

    private static WellKnownForm wrapper(String type, Node example) {
        return new WellKnownForm("A value of type " + type + ", which may be missing.", example);
    }
}
