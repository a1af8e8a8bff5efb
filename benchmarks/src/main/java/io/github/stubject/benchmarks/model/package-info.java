/** What benchmarks find out: figures, their comparison with goals, and ways to show them. Measures nothing itself. */
@NullMarked
package io.github.stubject.benchmarks.model;

import org.jspecify.annotations.NullMarked;
