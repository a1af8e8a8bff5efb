package io.github.stubject.cli;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Set;

/**
 * The protos that a command is about.
 *
 * @param descriptorSet a serialized {@code FileDescriptorSet} with them and all that they import
 * @param names how the set names those that the command is about
 */
// The bytes are read once and never compared.
@SuppressWarnings("ArrayRecordComponent")
record SchemaFiles(byte[] descriptorSet, Set<String> names) {
    /** Whether one of those that the command is about has a service. */
    boolean hasServices() {
        try {
            return FileDescriptorSet.parseFrom(descriptorSet).getFileList().stream()
                    .anyMatch(file -> names.contains(file.getName()) && file.getServiceCount() > 0);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a descriptor set: " + e.getMessage(), e);
        }
    }
}
