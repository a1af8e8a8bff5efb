/**
 * Compares the services of now with those of a baseline, and finds what would break programs that are deployed. It reads
 * no file, writes none and knows no build tool.
 */
@NullMarked
package io.github.stubject.generator.check;

import org.jspecify.annotations.NullMarked;
