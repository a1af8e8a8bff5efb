/** What runs where: the NATS services specification (ADR-32), as a client of it sees it. */
@NullMarked
package io.github.stubject.runtime.discovery;

import org.jspecify.annotations.NullMarked;
