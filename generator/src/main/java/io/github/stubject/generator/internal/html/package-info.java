/** From a schema to a page of HTML: its parts, one class each, and what they share. */
@NullMarked
package io.github.stubject.generator.internal.html;

import org.jspecify.annotations.NullMarked;
