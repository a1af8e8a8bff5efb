/** What generated services and clients run on: calls, their errors, and the host that serves them. */
@NullMarked
package io.github.stubject.runtime;

import org.jspecify.annotations.NullMarked;
