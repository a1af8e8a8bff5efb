package io.github.stubject.generator.internal.html;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Subjects as they are on the wire.
 *
 * @param prefix what stands before all of them; {@code null} for nothing
 */
record Subjects(@Nullable String prefix) {
    /** The subject behind the prefix. */
    String whole(String subject) {
        return prefix == null ? subject : prefix + "." + subject;
    }

    /** The field that a parameter is filled from. */
    static FieldDescriptor field(Descriptor type, String path) {
        Descriptor inside = type;
        String[] names = path.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            inside = inside.findFieldByName(names[i]).getMessageType();
        }
        return inside.findFieldByName(names[names.length - 1]);
    }
}
