/** From a schema to the tree of its AsyncAPI document. */
@NullMarked
package io.github.stubject.generator.internal.asyncapi;

import org.jspecify.annotations.NullMarked;
