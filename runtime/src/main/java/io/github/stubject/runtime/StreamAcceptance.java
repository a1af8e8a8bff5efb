package io.github.stubject.runtime;

import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What an instance says of a streaming call when it accepts it. Immutable, so that whoever sees that there is one sees all.
 *
 * @param slot with the instance: where the client's frames go
 * @param headers those that the implementation had set so far
 */
record StreamAcceptance(String instance, String slot, RpcHeaders headers) {
    /** By the headers of a server's first frame; {@code null} if they do not say where it is. */
    static @Nullable StreamAcceptance read(Headers headers) {
        String instance = StreamHeaders.instance(headers);
        String slot = StreamHeaders.slot(headers);
        return instance == null || slot == null ? null : new StreamAcceptance(instance, slot, RpcHeaders.of(headers));
    }
}
