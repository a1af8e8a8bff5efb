/** Side by side with the alternatives. */
@NullMarked
package io.github.stubject.benchmarks;

import org.jspecify.annotations.NullMarked;
