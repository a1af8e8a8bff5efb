/** The suite {@code generator}: descriptor set to Java. */
@NullMarked
package io.github.stubject.benchmarks.generator;

import org.jspecify.annotations.NullMarked;
