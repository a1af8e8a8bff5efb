package io.github.stubject.generator.internal.reader;

import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.JavaFeaturesProto;
import io.github.stubject.proto.OptionsProto;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The linked files of a descriptor set, in its order. */
final class DescriptorSet {
    private static final String OPTIONS = OptionsProto.getDescriptor().getName();

    private final Map<String, FileDescriptor> files = new LinkedHashMap<>();

    private DescriptorSet() {}

    /**
     * Parses and links.
     *
     * @throws IllegalArgumentException if the bytes are no complete descriptor set
     */
    static DescriptorSet link(byte[] bytes) {
        DescriptorSet set = new DescriptorSet();
        for (FileDescriptorProto file : parse(bytes).getFileList()) {
            set.files.put(file.getName(), set.link(file));
        }
        return set;
    }

    /** Our options count only where our file is: another system may use their number for its own. */
    private static FileDescriptorSet parse(byte[] bytes) {
        try {
            ExtensionRegistry registry = javaFeatures();
            FileDescriptorSet set = FileDescriptorSet.parseFrom(bytes, registry);
            if (set.getFileList().stream().noneMatch(file -> file.getName().equals(OPTIONS))) {
                return set;
            }
            OptionsProto.registerAllExtensions(registry);
            return FileDescriptorSet.parseFrom(bytes, registry);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a descriptor set: " + e.getMessage(), e);
        }
    }

    private static ExtensionRegistry javaFeatures() {
        // Without this, the registration below fails when nothing has loaded the descriptors yet.
        DescriptorProtos.getDescriptor();
        ExtensionRegistry registry = ExtensionRegistry.newInstance();
        JavaFeaturesProto.registerAllExtensions(registry);
        return registry;
    }

    /** protoc writes a file after all that it imports. */
    private FileDescriptor link(FileDescriptorProto file) {
        FileDescriptor[] imports = file.getDependencyList().stream()
                .map(name -> file(name, "imported by " + file.getName()))
                .toArray(FileDescriptor[]::new);
        try {
            return FileDescriptor.buildFrom(file, imports);
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException("cannot link " + file.getName() + ": " + e.getMessage(), e);
        }
    }

    private FileDescriptor file(String name, String role) {
        FileDescriptor file = files.get(name);
        if (file == null) {
            throw new IllegalArgumentException(
                    "the descriptor set lacks " + name + ", " + role + "; write it with protoc's --include_imports");
        }
        return file;
    }

    Collection<FileDescriptor> files() {
        return files.values();
    }

    /** The files of these names, in the order of the set. */
    List<FileDescriptor> files(Set<String> names) {
        names.forEach(name -> file(name, "whose services are to be generated"));
        return files.values().stream()
                .filter(file -> names.contains(file.getName()))
                .toList();
    }
}
