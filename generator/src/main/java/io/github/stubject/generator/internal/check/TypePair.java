package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import org.jspecify.annotations.Nullable;

/** Two messages, or two enums, of which one stands now where the other stood. */
record TypePair(GenericDescriptor was, GenericDescriptor now) {
    /** The types of two fields; {@code null} if they are not both messages or both enums. */
    static @Nullable TypePair of(FieldDescriptor was, FieldDescriptor now) {
        if (was.getJavaType() != now.getJavaType()) {
            return null;
        }
        return switch (was.getJavaType()) {
            case MESSAGE -> new TypePair(was.getMessageType(), now.getMessageType());
            case ENUM -> new TypePair(was.getEnumType(), now.getEnumType());
            default -> null;
        };
    }

    /** Whether they are one type in two versions. The entries of maps are named after their fields: they always are. */
    boolean isOneType() {
        return was.getFullName().equals(now.getFullName()) || (isMapEntry(was) && isMapEntry(now));
    }

    private static boolean isMapEntry(GenericDescriptor type) {
        return type instanceof Descriptor message && message.getOptions().getMapEntry();
    }
}
