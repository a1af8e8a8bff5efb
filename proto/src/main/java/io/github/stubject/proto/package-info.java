/** The options and wire messages of Stubject, compiled, and the grammar of its subjects. */
@NullMarked
package io.github.stubject.proto;

import org.jspecify.annotations.NullMarked;
