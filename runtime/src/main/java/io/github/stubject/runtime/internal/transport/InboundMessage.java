package io.github.stubject.runtime.internal.transport;

import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A message as it arrived.
 *
 * @param subject the concrete subject
 * @param replyTo where an answer is awaited; {@code null} if nowhere
 * @param headers {@code null} if there are none; not to be changed
 * @param data the payload, not to be changed; empty if there is none
 * @param noResponders whether this is the server's word that nobody got a request (status 503)
 */
public record InboundMessage(
        String subject, @Nullable String replyTo, @Nullable Headers headers, byte[] data, boolean noResponders) {

    /** The last value of a header, its name's case ignored; {@code null} if there is none. */
    public @Nullable String header(String name) {
        if (headers == null) {
            return null;
        }
        var values = headers.getIgnoreCase(name);
        return values == null || values.isEmpty() ? null : values.get(values.size() - 1);
    }
}
