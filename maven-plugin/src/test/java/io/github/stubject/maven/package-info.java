@NullMarked
package io.github.stubject.maven;

import org.jspecify.annotations.NullMarked;
