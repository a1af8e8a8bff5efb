package io.github.stubject.generator.permissions;

import java.util.Set;

/**
 * For what to print permissions.
 *
 * @param descriptorSet a serialized {@code FileDescriptorSet}, written by protoc with {@code --include_imports}
 * @param files the proto files whose services it is about, named as in the set
 */
// The bytes are read once and never compared.
@SuppressWarnings("ArrayRecordComponent")
public record PermissionsRequest(byte[] descriptorSet, Set<String> files) {
    public PermissionsRequest {
        files = Set.copyOf(files);
    }
}
