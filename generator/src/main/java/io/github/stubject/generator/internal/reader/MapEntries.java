package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import org.jspecify.annotations.Nullable;

/** The messages that protoc makes for the entries of maps. */
public final class MapEntries {
    private MapEntries() {}

    /** The map whose entries the message is; {@code null} if it is any other message. */
    public static @Nullable FieldDescriptor mapOf(Descriptor message) {
        Descriptor outer = message.getContainingType();
        if (outer == null || !message.getOptions().getMapEntry()) {
            return null;
        }
        return outer.getFields().stream()
                .filter(field -> field.isMapField() && field.getMessageType().equals(message))
                .findFirst()
                .orElse(null);
    }
}
