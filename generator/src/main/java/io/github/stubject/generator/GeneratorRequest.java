package io.github.stubject.generator;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to generate.
 *
 * @param descriptorSet a serialized {@code FileDescriptorSet}, written by protoc with {@code --include_imports} and
 *     {@code --include_source_info}. Without source info, problems have no line and methods no javadoc.
 * @param files the proto files whose services to generate, named as in the set
 * @param javaPackage the Java package of all that is generated, unless a service's option says otherwise; {@code null}
 *     for the Java package of the service's file
 */
// The bytes are read once and never compared: a copy or an own equals would serve nobody.
@SuppressWarnings("ArrayRecordComponent")
public record GeneratorRequest(
        byte[] descriptorSet, Set<String> files, @Nullable String javaPackage) {
    public GeneratorRequest {
        files = Set.copyOf(files);
    }
}
