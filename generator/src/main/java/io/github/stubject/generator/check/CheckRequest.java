package io.github.stubject.generator.check;

import java.util.List;
import java.util.Set;

/**
 * What to compare.
 *
 * @param baseline a serialized {@code FileDescriptorSet}: what {@link Baseline#write} made, or protoc with
 *     {@code --include_imports} and {@code --include_source_info}
 * @param current likewise, of now, by protoc
 * @param files the proto files whose services count now, named as in {@code current}
 * @param allowed files that allow findings, beside the comments in the protos
 */
// The bytes are read once and never compared: a copy or an own equals would serve nobody.
@SuppressWarnings("ArrayRecordComponent")
public record CheckRequest(byte[] baseline, byte[] current, Set<String> files, List<AllowFile> allowed) {
    public CheckRequest {
        files = Set.copyOf(files);
        allowed = List.copyOf(allowed);
    }
}
