/** How messages travel. Not for users: what is here may change in any release. */
@NullMarked
package io.github.stubject.runtime.internal.transport;

import org.jspecify.annotations.NullMarked;
