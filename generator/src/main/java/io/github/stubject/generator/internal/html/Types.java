package io.github.stubject.generator.internal.html;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.github.stubject.generator.internal.document.WellKnownForm;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The messages and enums that methods reach, each once, and which methods name them. */
final class Types {
    private final Map<String, GenericDescriptor> reached = new TreeMap<>();
    private final Map<String, Set<MethodDescriptor>> uses = new TreeMap<>();

    /** A type that a method takes or returns, and those in its fields. */
    void add(Descriptor type, MethodDescriptor method) {
        uses.computeIfAbsent(type.getFullName(), name -> new LinkedHashSet<>()).add(method);
        add(type);
    }

    /** A type, and those in its fields. */
    void add(GenericDescriptor first) {
        Deque<GenericDescriptor> open = new ArrayDeque<>();
        open.add(first);
        while (!open.isEmpty()) {
            GenericDescriptor type = open.remove();
            if (reached.putIfAbsent(type.getFullName(), type) == null
                    && type instanceof Descriptor message
                    && WellKnownForm.of(message) == null) {
                message.getFields().forEach(field -> addTypeOf(field, open));
            }
        }
    }

    private static void addTypeOf(FieldDescriptor field, Deque<GenericDescriptor> open) {
        FieldDescriptor value = field.isMapField() ? field.getMessageType().findFieldByNumber(2) : field;
        switch (value.getJavaType()) {
            case MESSAGE -> open.add(value.getMessageType());
            case ENUM -> open.add(value.getEnumType());
            default -> {}
        }
    }

    /** All of them, by their full names. */
    Collection<GenericDescriptor> all() {
        return Collections.unmodifiableCollection(reached.values());
    }

    /** The methods that take or return a type. */
    Set<MethodDescriptor> uses(GenericDescriptor type) {
        return uses.getOrDefault(type.getFullName(), Set.of());
    }
}
