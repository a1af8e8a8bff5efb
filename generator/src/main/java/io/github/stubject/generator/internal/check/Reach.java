package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Which types services reach. They are kept as they are written: a whole message with what is nested in it, and what that
 * reaches, so that a set of them can be linked.
 */
final class Reach {
    private final Extensions extensions;
    private final Set<String> names = new HashSet<>();
    private final Set<String> extended = new HashSet<>();
    private final Deque<Descriptor> open = new ArrayDeque<>();

    /** Of these files, whose extensions belong to the messages that they extend. */
    Reach(Collection<FileDescriptor> files) {
        extensions = new Extensions(files);
    }

    /** The full names of outermost types, and of outermost extensions. */
    Set<String> names() {
        return names;
    }

    /** The full names of messages that are only there to be extended: protobuf's options, by ours. */
    Set<String> extended() {
        return extended;
    }

    void add(ServiceDescriptor service) {
        service.getMethods().forEach(method -> {
            add(method.getInputType());
            add(method.getOutputType());
        });
        addOpen();
    }

    /** Our options, by whose declaration they are known again. */
    void addOptions(FileDescriptor file) {
        file.getExtensions().forEach(option -> {
            names.add(option.getFullName());
            extended.add(option.getContainingType().getFullName());
            addType(option);
        });
        addOpen();
    }

    private void addOpen() {
        while (!open.isEmpty()) {
            addParts(open.remove());
        }
    }

    private void add(GenericDescriptor type) {
        if (type instanceof EnumDescriptor enumType) {
            Descriptor outer = enumType.getContainingType();
            if (outer == null) {
                names.add(enumType.getFullName());
            } else {
                add(outer);
            }
            return;
        }
        Descriptor message = (Descriptor) type;
        while (message.getContainingType() != null) {
            message = message.getContainingType();
        }
        if (names.add(message.getFullName())) {
            open.add(message);
        }
    }

    private void addParts(Descriptor message) {
        message.getFields().forEach(this::addType);
        message.getNestedTypes().forEach(this::addParts);
        message.getExtensions().forEach(extension -> {
            add(extension.getContainingType());
            addType(extension);
        });
        extensions.of(message).forEach(extension -> {
            if (extension.getExtensionScope() == null) {
                names.add(extension.getFullName());
            } else {
                add(extension.getExtensionScope());
            }
            addType(extension);
        });
    }

    private void addType(FieldDescriptor field) {
        switch (field.getJavaType()) {
            case MESSAGE -> add(field.getMessageType());
            case ENUM -> add(field.getEnumType());
            default -> {} // any other has none
        }
    }
}
