/** The suite {@code start}: from the start of a JVM to the first answer. */
@NullMarked
package io.github.stubject.benchmarks.start;

import org.jspecify.annotations.NullMarked;
