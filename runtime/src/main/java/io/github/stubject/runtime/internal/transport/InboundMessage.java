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
 * @param status what the server says instead of sending a message; {@code null} if this is a message
 */
public record InboundMessage(
        String subject,
        @Nullable String replyTo,
        @Nullable Headers headers,
        byte[] data,
        @Nullable Status status) {
    private static final Status NO_RESPONDERS = new Status(Status.NO_RESPONDERS, "");

    /** A message, or the server's word that nobody got a request. */
    public InboundMessage(
            String subject, @Nullable String replyTo, @Nullable Headers headers, byte[] data, boolean noResponders) {
        this(subject, replyTo, headers, data, noResponders ? NO_RESPONDERS : null);
    }

    /**
     * A word of the server's.
     *
     * @param code a number, as of HTTP
     * @param text what it means; may be empty
     */
    public record Status(int code, String text) {
        private static final int NO_RESPONDERS = 503;
    }

    /** Whether this is the server's word that nobody got a request. */
    public boolean noResponders() {
        return status != null && status.code() == Status.NO_RESPONDERS;
    }

    /** The last value of a header, its name's case ignored; {@code null} if there is none. */
    public @Nullable String header(String name) {
        if (headers == null) {
            return null;
        }
        var values = headers.getIgnoreCase(name);
        return values == null || values.isEmpty() ? null : values.get(values.size() - 1);
    }
}
