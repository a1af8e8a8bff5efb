package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A field inside a message, by names separated by dots, as the wire knows it.
 *
 * @param numbers of the fields, from the message inwards
 * @param field the innermost
 */
record FieldPath(List<Integer> numbers, FieldDescriptor field) {
    FieldPath {
        numbers = List.copyOf(numbers);
    }

    /** Reads a path that the schema was found right with. */
    static FieldPath of(Descriptor message, String path) {
        List<Integer> numbers = new ArrayList<>();
        Descriptor inner = message;
        String[] names = path.split("\\.", -1);
        for (int i = 0; ; i++) {
            FieldDescriptor field = Objects.requireNonNull(inner.findFieldByName(names[i]), path);
            numbers.add(field.getNumber());
            if (i == names.length - 1) {
                return new FieldPath(numbers, field);
            }
            inner = field.getMessageType();
        }
    }
}
