package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All extensions of some files, by the message that they extend. */
final class Extensions {
    private final Map<String, List<FieldDescriptor>> byMessage = new HashMap<>();

    Extensions(Collection<FileDescriptor> files) {
        files.stream()
                .flatMap(Extensions::of)
                .forEach(extension -> byMessage
                        .computeIfAbsent(extension.getContainingType().getFullName(), name -> new ArrayList<>())
                        .add(extension));
    }

    List<FieldDescriptor> of(Descriptor message) {
        return byMessage.getOrDefault(message.getFullName(), List.of());
    }

    private static Stream<FieldDescriptor> of(FileDescriptor file) {
        return Stream.concat(
                file.getExtensions().stream(), file.getMessageTypes().stream().flatMap(Extensions::inside));
    }

    private static Stream<FieldDescriptor> inside(Descriptor message) {
        return Stream.concat(
                message.getExtensions().stream(),
                message.getNestedTypes().stream().flatMap(Extensions::inside));
    }
}
