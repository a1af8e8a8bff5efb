/**
 * Streams of messages between two ends, as bytes: frames, credit, order, beats. Knows neither protobuf nor services. Not for
 * users: what is here may change in any release. {@code docs/wire-protocol.md} is the specification.
 */
@NullMarked
package io.github.stubject.runtime.internal.stream;

import org.jspecify.annotations.NullMarked;
