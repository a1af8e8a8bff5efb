/** Printed permissions, on a real nats-server. */
package io.github.stubject.it.permitted;
