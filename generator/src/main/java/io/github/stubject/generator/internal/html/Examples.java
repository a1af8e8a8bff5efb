package io.github.stubject.generator.internal.html;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.NullValue;
import io.github.stubject.generator.internal.document.WellKnownForm;
import io.github.stubject.generator.internal.tree.JsonWriter;
import io.github.stubject.generator.internal.tree.Node;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Made-up messages in JSON. Each field has the same value wherever it stands, so a message agrees with a subject that is filled
 * from the same fields. What is nested deeply, is inside itself or comes after many others is left out, unless it is
 * required. Where more is required than anybody would read, there is no example.
 */
final class Examples {
    private static final int DEEPEST = 3;
    private static final int MOST_FIELDS = 40;

    /** Required fields of required messages can double with each level. */
    private static final int MOST_REQUIRED_FIELDS = 1_000;

    private static final String NULL = NullValue.getDescriptor().getFullName();

    private final Set<Descriptor> around = new HashSet<>();
    private int fields;

    private Examples() {}

    /** A message with something in its fields; nothing if it must have too many of them. */
    static Optional<Node> message(Descriptor type) {
        Examples examples = new Examples();
        Node message = examples.of(type);
        return examples.isTooLarge() ? Optional.empty() : Optional.of(message);
    }

    private boolean isTooLarge() {
        return fields > MOST_REQUIRED_FIELDS;
    }

    /** The value of a field as a token of a subject. */
    static String token(FieldDescriptor field) {
        Node value = scalar(field);
        return value instanceof Node.Text text ? text.value() : JsonWriter.writeOnOneLine(value);
    }

    private Node of(Descriptor type) {
        WellKnownForm form = WellKnownForm.of(type);
        if (form != null) {
            return form.example();
        }
        around.add(type);
        Node.Mapping message = new Node.Mapping();
        for (FieldDescriptor field : type.getFields()) {
            if (isTooLarge()) {
                break;
            }
            if (isShown(field)) {
                fields++;
                message.put(field.getJsonName(), value(field));
            }
        }
        around.remove(type);
        return message;
    }

    private boolean isShown(FieldDescriptor field) {
        if (isInsideItself(field)) {
            return false;
        }
        boolean hasRoom = fields < MOST_FIELDS && (around.size() < DEEPEST || !isNested(field));
        return field.isRequired() || (hasRoom && isFirstOfOneof(field));
    }

    private static boolean isFirstOfOneof(FieldDescriptor field) {
        OneofDescriptor oneof = field.getRealContainingOneof();
        return oneof == null || oneof.getFields().get(0).equals(field);
    }

    private static FieldDescriptor valueOf(FieldDescriptor field) {
        return field.isMapField() ? field.getMessageType().findFieldByNumber(2) : field;
    }

    private static boolean isNested(FieldDescriptor field) {
        FieldDescriptor value = valueOf(field);
        return isMessage(value) && WellKnownForm.of(value.getMessageType()) == null;
    }

    private boolean isInsideItself(FieldDescriptor field) {
        FieldDescriptor value = valueOf(field);
        return isMessage(value) && around.contains(value.getMessageType());
    }

    private static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    }

    private Node value(FieldDescriptor field) {
        if (field.isMapField()) {
            FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
            return new Node.Mapping().put(token(key), single(valueOf(field)));
        }
        Node value = single(field);
        return field.isRepeated() ? Node.Sequence.of(value) : value;
    }

    private Node single(FieldDescriptor field) {
        return isMessage(field) ? of(field.getMessageType()) : scalar(field);
    }

    private static Node scalar(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT, FLOAT, DOUBLE -> new Node.Whole(1);
            case LONG -> new Node.Text("1"); // JSON's numbers do not hold them all
            case BOOLEAN -> new Node.Flag(true);
            case STRING -> new Node.Text("my-" + field.getName().replace('_', '-'));
            case BYTE_STRING -> new Node.Text("AQID");
            case ENUM -> constant(field.getEnumType());
            case MESSAGE -> throw new IllegalArgumentException(field.getFullName());
        };
    }

    /** One that says something; the one for zero mostly does not. */
    private static Node constant(EnumDescriptor type) {
        if (type.getFullName().equals(NULL)) {
            return new Node.Null();
        }
        EnumValueDescriptor value = type.getValues().stream()
                .filter(each -> each.getNumber() != 0)
                .findFirst()
                .orElse(type.getValues().get(0));
        return new Node.Text(value.getName());
    }
}
