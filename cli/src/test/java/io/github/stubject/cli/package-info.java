@NullMarked
package io.github.stubject.cli;

import org.jspecify.annotations.NullMarked;
