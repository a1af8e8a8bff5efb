/**
 * JetStream's protocol for those who take events from consumers. Not for users: what is here may change in any release.
 */
@NullMarked
package io.github.stubject.runtime.internal.jetstream;

import org.jspecify.annotations.NullMarked;
