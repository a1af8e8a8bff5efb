package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Locale;

/** How fields are named and shown. */
final class Fields {
    private Fields() {}

    /** The name inside the message; an extension's is its full name. */
    static String name(FieldDescriptor field) {
        return field.isExtension() ? field.getFullName() : field.getName();
    }

    /** The type as a proto has it. */
    static String type(FieldDescriptor field) {
        return switch (field.getType()) {
            case MESSAGE -> "message " + field.getMessageType().getFullName();
            case GROUP -> "group " + field.getMessageType().getFullName();
            case ENUM -> "enum " + field.getEnumType().getFullName();
            default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
    }
}
