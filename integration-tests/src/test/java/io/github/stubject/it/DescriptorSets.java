package io.github.stubject.it;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.LinkedHashSet;
import java.util.Set;

/** What protoc would write for a proto whose classes are there. */
public final class DescriptorSets {
    private DescriptorSets() {}

    /** A serialized set of the file and all that it imports. */
    public static byte[] of(FileDescriptor file) {
        Set<FileDescriptor> files = new LinkedHashSet<>();
        add(file, files);
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        files.forEach(each -> set.addFile(each.toProto()));
        return set.build().toByteArray();
    }

    private static void add(FileDescriptor file, Set<FileDescriptor> files) {
        file.getDependencies().forEach(dependency -> add(dependency, files));
        files.add(file);
    }
}
