package io.github.stubject.generator.check;

import io.github.stubject.generator.internal.check.BaselineWriter;
import java.util.Set;

/** What to compare with later. */
public final class Baseline {
    private Baseline() {}

    /**
     * Makes a baseline: a descriptor set with no more than the check needs, which is the same for the same services. It is
     * meant to be committed.
     *
     * @param descriptorSet a serialized {@code FileDescriptorSet}, by protoc with {@code --include_imports} and
     *     {@code --include_source_info}
     * @param files the proto files whose services count, named as in the set
     * @throws IllegalArgumentException if the descriptor set is not one, or lacks a chosen file
     */
    public static byte[] write(byte[] descriptorSet, Set<String> files) {
        return BaselineWriter.write(descriptorSet, files);
    }
}
