/**
 * From a descriptor set, as protoc writes it, to the Java text of typed NATS services. It reads no file, writes none and
 * knows no build tool.
 */
@NullMarked
package io.github.stubject.generator;

import org.jspecify.annotations.NullMarked;
