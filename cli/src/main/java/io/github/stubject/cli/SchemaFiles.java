package io.github.stubject.cli;

import java.util.Set;

/**
 * The protos that a command is about.
 *
 * @param descriptorSet a serialized {@code FileDescriptorSet} with them and all that they import
 * @param names how the set names those that the command is about
 */
// The bytes are read once and never compared.
@SuppressWarnings("ArrayRecordComponent")
record SchemaFiles(byte[] descriptorSet, Set<String> names) {}
