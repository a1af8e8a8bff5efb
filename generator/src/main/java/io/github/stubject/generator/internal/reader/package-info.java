/**
 * From a descriptor set to the model. First everything is checked and all problems are collected; the model is only built
 * from a schema that has none.
 */
@NullMarked
package io.github.stubject.generator.internal.reader;

import org.jspecify.annotations.NullMarked;
