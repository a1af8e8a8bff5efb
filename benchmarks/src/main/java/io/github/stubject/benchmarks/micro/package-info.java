/**
 * The suite {@code micro}: what a call does inside a process, by JMH. Benchmarks of what is package-private stand in the
 * packages of what they measure.
 */
@NullMarked
package io.github.stubject.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
