/** What each role needs of nats-server, and how that is written. */
@NullMarked
package io.github.stubject.generator.internal.permissions;

import org.jspecify.annotations.NullMarked;
