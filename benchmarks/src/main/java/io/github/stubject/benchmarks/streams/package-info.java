/** The suite {@code streams}: many messages from a service to one caller. */
@NullMarked
package io.github.stubject.benchmarks.streams;

import org.jspecify.annotations.NullMarked;
