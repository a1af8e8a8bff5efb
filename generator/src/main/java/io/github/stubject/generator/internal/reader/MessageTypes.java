package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import io.github.stubject.generator.internal.model.MessageType;
import org.jspecify.annotations.Nullable;

/** The classes of messages and enums, and whether javac would warn of naming them. */
final class MessageTypes {
    private MessageTypes() {}

    static MessageType of(Descriptor message) {
        return new MessageType(TypeNames.of(message), isDeprecated(message));
    }

    static MessageType of(EnumDescriptor type) {
        boolean deprecated = type.getOptions().getDeprecated() || isDeprecated(type.getContainingType());
        return new MessageType(TypeNames.of(type), deprecated);
    }

    private static boolean isDeprecated(@Nullable Descriptor innermost) {
        for (Descriptor type = innermost; type != null; type = type.getContainingType()) {
            if (type.getOptions().getDeprecated()) {
                return true;
            }
        }
        return false;
    }
}
