/** What pages say to paste, on a real nats-server. */
package io.github.stubject.it.documented;
