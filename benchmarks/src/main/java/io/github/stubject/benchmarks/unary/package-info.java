/** The suite {@code unary}: calls with one answer. */
@NullMarked
package io.github.stubject.benchmarks.unary;

import org.jspecify.annotations.NullMarked;
