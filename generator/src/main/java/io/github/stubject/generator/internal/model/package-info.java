/** What is to be generated: every Java name and every subject is decided here. */
@NullMarked
package io.github.stubject.generator.internal.model;

import org.jspecify.annotations.NullMarked;
