/** From the model to Java text. What to write is decided already; here is only how. Only this package knows JavaPoet. */
@NullMarked
package io.github.stubject.generator.internal.emitter;

import org.jspecify.annotations.NullMarked;
