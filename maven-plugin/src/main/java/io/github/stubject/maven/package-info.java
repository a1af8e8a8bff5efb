/**
 * The goals of {@code stubject-maven-plugin}. A goal turns its parameters into a {@link
 * io.github.stubject.maven.GenerationRequest}; {@link io.github.stubject.maven.Generation} does the work.
 */
@NullMarked
package io.github.stubject.maven;

import org.jspecify.annotations.NullMarked;
