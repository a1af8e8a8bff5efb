/** JSON for services: the codec that the runtime finds on the class path. */
@NullMarked
package io.github.stubject.json;

import org.jspecify.annotations.NullMarked;
