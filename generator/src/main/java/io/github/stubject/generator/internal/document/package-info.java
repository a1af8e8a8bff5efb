/** What documents about services have in common: the schema with its descriptors and comments, titles and names. */
@NullMarked
package io.github.stubject.generator.internal.document;

import org.jspecify.annotations.NullMarked;
