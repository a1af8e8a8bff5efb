/** A tree of values, and its text as JSON and as YAML. */
@NullMarked
package io.github.stubject.generator.internal.tree;

import org.jspecify.annotations.NullMarked;
