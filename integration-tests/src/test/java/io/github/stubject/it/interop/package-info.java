/** gRPC's interoperability cases, as far as they fit a broker, over a real nats-server. */
package io.github.stubject.it.interop;
