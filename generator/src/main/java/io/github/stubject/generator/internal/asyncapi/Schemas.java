package io.github.stubject.generator.internal.asyncapi;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.NullValue;
import io.github.stubject.generator.internal.document.DescribedSchema;
import io.github.stubject.generator.internal.document.EnumNames;
import io.github.stubject.generator.internal.reader.Place;
import io.github.stubject.generator.internal.tree.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** JSON Schemas of the canonical JSON form of messages, and of all that they reach: each once, under its full name. */
final class Schemas {
    private static final String NULL = NullValue.getDescriptor().getFullName();

    private final DescribedSchema described;
    private final Set<String> known = new HashSet<>();
    private final Deque<GenericDescriptor> open = new ArrayDeque<>();

    Schemas(DescribedSchema described) {
        this.described = described;
    }

    /** A reference to the schema of a message or an enum, which will be there. */
    Node.Mapping reference(GenericDescriptor type) {
        if (known.add(type.getFullName())) {
            open.add(type);
        }
        return Node.Mapping.reference("components", "schemas", type.getFullName());
    }

    /** The comment of a field. */
    String description(FieldDescriptor field) {
        return described.comment(Place.of(field));
    }

    /** The schemas of all that was referred to, by their names. */
    Node.Mapping all() {
        Map<String, Node> schemas = new TreeMap<>();
        while (!open.isEmpty()) {
            GenericDescriptor type = open.remove();
            schemas.put(
                    type.getFullName(),
                    type instanceof EnumDescriptor enumType ? ofEnum(enumType) : ofMessage((Descriptor) type));
        }
        Node.Mapping all = new Node.Mapping();
        schemas.forEach(all::put);
        return all;
    }

    private Node ofMessage(Descriptor message) {
        Node.Mapping wellKnown = WellKnown.schema(message);
        if (wellKnown != null) {
            return wellKnown;
        }
        Node.Mapping properties = new Node.Mapping();
        message.getFields().forEach(field -> properties.put(field.getJsonName(), ofField(field)));
        Node.Mapping schema = new Node.Mapping()
                .put("type", "object")
                .putIfSaid("description", described.comment(Place.of(message)))
                .putIfTrue("deprecated", message.getOptions().getDeprecated())
                .putIfFilled("properties", properties);
        List<String> required = message.getFields().stream()
                .filter(FieldDescriptor::isRequired)
                .map(FieldDescriptor::getJsonName)
                .toList();
        if (!required.isEmpty()) {
            schema.put("required", Node.Sequence.ofTexts(required));
        }
        Node.Mapping oneofs = new Node.Mapping();
        for (OneofDescriptor oneof : message.getRealOneofs()) {
            oneofs.put(
                    oneof.getName(),
                    Node.Sequence.ofTexts(oneof.getFields().stream()
                            .map(FieldDescriptor::getJsonName)
                            .toList()));
        }
        return schema.putIfFilled("x-stubject-oneofs", oneofs);
    }

    private Node ofField(FieldDescriptor field) {
        String description = description(field);
        boolean deprecated = field.getOptions().getDeprecated();
        Node.Mapping schema = ofValues(field);
        if (schema.entries().containsKey("$ref") && (deprecated || !description.isEmpty())) {
            // Beside a reference, nothing else counts.
            schema = new Node.Mapping().put("allOf", Node.Sequence.of(schema));
        }
        return schema.putIfSaid("description", description).putIfTrue("deprecated", deprecated);
    }

    private Node.Mapping ofValues(FieldDescriptor field) {
        if (field.isMapField()) {
            Descriptor entry = field.getMessageType();
            return new Node.Mapping()
                    .put("type", "object")
                    .putIfFilled(
                            "propertyNames",
                            ScalarSchemas.ofKey(entry.findFieldByNumber(1).getType()))
                    .put("additionalProperties", ofValue(entry.findFieldByNumber(2)));
        }
        return field.isRepeated()
                ? new Node.Mapping().put("type", "array").put("items", ofValue(field))
                : ofValue(field);
    }

    private Node.Mapping ofValue(FieldDescriptor field) {
        FieldDescriptor.Type type = field.getType();
        if (type == FieldDescriptor.Type.ENUM) {
            return reference(field.getEnumType());
        }
        return type == FieldDescriptor.Type.MESSAGE || type == FieldDescriptor.Type.GROUP
                ? reference(field.getMessageType())
                : ScalarSchemas.of(type);
    }

    private Node ofEnum(EnumDescriptor type) {
        if (type.getFullName().equals(NULL)) {
            return new Node.Mapping().put("type", "null");
        }
        return new Node.Mapping()
                .put("type", "string")
                .putIfSaid("description", ofValuesToo(type))
                .putIfTrue("deprecated", type.getOptions().getDeprecated())
                .put("enum", Node.Sequence.ofTexts(EnumNames.all(type)));
    }

    /** JSON Schema has no place for what is said of a value. */
    private String ofValuesToo(EnumDescriptor type) {
        StringBuilder text = new StringBuilder(described.comment(Place.of(type)));
        String before = text.isEmpty() ? "" : "\n\n";
        for (EnumValueDescriptor value : type.getValues()) {
            String comment = described.comment(Place.of(value));
            String deprecated = value.getOptions().getDeprecated() ? "deprecated" : "";
            String said = deprecated + (deprecated.isEmpty() || comment.isEmpty() ? "" : ". ") + comment;
            if (!said.isEmpty()) {
                text.append(before)
                        .append("- `")
                        .append(value.getName())
                        .append("`: ")
                        .append(said.replace("\n", "\n  "));
                before = "\n";
            }
        }
        return text.toString();
    }
}
