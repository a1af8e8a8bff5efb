/**
 * A program that a user of a release wrote: services, clients, listeners and publishers. It is kept with each release, as
 * that compiled it, so it links to nothing but generated code, the runtime, jnats and protobuf.
 */
@NullMarked
package com.acme.depot.user;

import org.jspecify.annotations.NullMarked;
