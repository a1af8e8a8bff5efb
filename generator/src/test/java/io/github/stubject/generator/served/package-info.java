/** Calls generated classes that are known only by reflection. */
@NullMarked
package io.github.stubject.generator.served;

import org.jspecify.annotations.NullMarked;
