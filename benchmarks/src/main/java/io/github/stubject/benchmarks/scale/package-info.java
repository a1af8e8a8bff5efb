/** The suite {@code scale}: what becomes of the cost of an operation as there is more of everything. */
@NullMarked
package io.github.stubject.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
