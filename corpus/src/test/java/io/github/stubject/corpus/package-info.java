/** Tests over hundreds of generated services. */
@NullMarked
package io.github.stubject.corpus;

import org.jspecify.annotations.NullMarked;
