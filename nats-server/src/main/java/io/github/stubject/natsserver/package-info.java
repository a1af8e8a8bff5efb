/** Finds or fetches a real nats-server and runs it, for tests and samples. */
@NullMarked
package io.github.stubject.natsserver;

import org.jspecify.annotations.NullMarked;
