/** The command line tool: one jar that is started, not linked to. Without arguments it is a plugin of protoc. */
@NullMarked
package io.github.stubject.cli;

import org.jspecify.annotations.NullMarked;
