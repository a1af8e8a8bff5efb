/** What nats-server must allow those who use services. */
@NullMarked
package io.github.stubject.generator.permissions;

import org.jspecify.annotations.NullMarked;
