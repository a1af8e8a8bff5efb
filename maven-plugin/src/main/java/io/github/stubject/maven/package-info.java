/**
 * The goals of {@code stubject-maven-plugin}. A goal that generates turns its parameters into a {@link
 * io.github.stubject.maven.GenerationRequest}; {@link io.github.stubject.maven.Generation} does the work. The others have
 * a {@link io.github.stubject.maven.Schema} read, and hand it to the engines of the generator.
 */
@NullMarked
package io.github.stubject.maven;

import org.jspecify.annotations.NullMarked;
