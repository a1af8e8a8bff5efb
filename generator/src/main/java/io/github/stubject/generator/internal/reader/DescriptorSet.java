package io.github.stubject.generator.internal.reader;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.JavaFeaturesProto;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import io.github.stubject.proto.OptionsProto;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The linked files of a descriptor set, in its order. */
public final class DescriptorSet {
    private static final int FILE = FileDescriptorSet.FILE_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

    private final Map<String, FileDescriptor> files = new LinkedHashMap<>();
    private final Map<FileDescriptor, SourceInfo> sourceInfos = new HashMap<>();

    private DescriptorSet() {}

    /**
     * Parses and links.
     *
     * @throws IllegalArgumentException if the bytes are no complete descriptor set
     */
    public static DescriptorSet link(byte[] bytes) {
        DescriptorSet set = new DescriptorSet();
        try {
            set.read(SourceInfo.read(UnsafeByteOperations.unsafeWrap(bytes)));
        } catch (IOException e) {
            throw new IllegalArgumentException("not a descriptor set: " + e.getMessage(), e);
        }
        return set;
    }

    private void read(CodedInputStream in) throws IOException {
        ExtensionRegistry extensions = javaFeatures();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag != FILE) {
                in.skipField(tag);
                continue;
            }
            ByteString file = in.readBytes();
            ByteString.Output rest = ByteString.newOutput();
            SourceInfo sourceInfo = SourceInfo.split(file, rest);
            FileDescriptor linked = link(FileDescriptorProto.parseFrom(rest.toByteString(), extensions));
            files.put(linked.getName(), linked);
            if (OptionsFile.isOurs(linked)) {
                // They count only behind our file: another system may use their number for its own.
                OptionsProto.registerAllExtensions(extensions);
            }
            sourceInfos.put(linked, sourceInfo);
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
        if (file.getSyntax().equals("editions") && !file.hasEdition()) {
            throw new IllegalArgumentException(file.getName()
                    + " is of an edition that this version of Stubject does not know; use a newer version");
        }
        FileDescriptor[] imports = file.getDependencyList().stream()
                .map(name -> file(name, "imported by " + file.getName()))
                .toArray(FileDescriptor[]::new);
        try {
            return FileDescriptor.buildFrom(file, imports);
        } catch (DescriptorValidationException | RuntimeException e) { // the latter for what no protoc would write
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

    SourceInfo sourceInfo(FileDescriptor file) {
        return Objects.requireNonNull(sourceInfos.get(file));
    }

    /** All files, each behind those that it imports. */
    public Collection<FileDescriptor> files() {
        return files.values();
    }

    /** The files of these names, in the order of the set. */
    public List<FileDescriptor> files(Set<String> names) {
        names.forEach(name -> file(name, "whose services were asked for"));
        return files.values().stream()
                .filter(file -> names.contains(file.getName()))
                .toList();
    }
}
