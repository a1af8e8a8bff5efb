/** AsyncAPI documents: a tree of the schema, and its text as JSON and as YAML. */
@NullMarked
package io.github.stubject.generator.internal.asyncapi;

import org.jspecify.annotations.NullMarked;
