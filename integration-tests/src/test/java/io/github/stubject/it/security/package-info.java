/** What {@code docs/security.md} says, over a nats-server that demands it. */
package io.github.stubject.it.security;
