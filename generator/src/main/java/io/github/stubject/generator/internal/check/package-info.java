/**
 * The rules of the compatibility check, a class for each area, and what they share: two {@code Snapshot}s, and the graph
 * of the types that travel between programs.
 */
@NullMarked
package io.github.stubject.generator.internal.check;

import org.jspecify.annotations.NullMarked;
