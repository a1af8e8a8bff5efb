/** The suite {@code events}: core and durable events. */
@NullMarked
package io.github.stubject.benchmarks.events;

import org.jspecify.annotations.NullMarked;
