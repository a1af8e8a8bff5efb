/** Where benchmarks run: processes, rounds, and the clocks and counters around them. */
@NullMarked
package io.github.stubject.benchmarks.lab;

import org.jspecify.annotations.NullMarked;
