package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.stream.StreamEnd;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

/** The headers that open a stream, and those that say that a message is a frame. */
final class StreamHeaders {
    /** Of the opening: the client's name for itself. */
    private static final String LINK = "Stubject-Link";

    /** Of the opening: how many messages and bytes the server may send at first. */
    private static final String CREDIT = "Stubject-Credit";

    /** Of the server's first frame: where the client's frames go. */
    private static final String SLOT = "Stubject-Slot";

    private static final String VERSION = "1";
    private static final int LONGEST_NAME = 64;

    private StreamHeaders() {}

    /** What the opening of a stream says beside the request. */
    record Opening(String link, StreamEnd.Credit credit) {
        static final Opening NONE = new Opening("", new StreamEnd.Credit(0, 0));
    }

    static void writeOpening(LazyHeaders headers, String link, StreamEnd.Credit credit) {
        headers.put(WireHeaders.STREAM, VERSION);
        headers.put(LINK, link);
        headers.put(CREDIT, credit.messages() + " " + credit.bytes());
    }

    /**
     * What an opening says; {@code null} if it is none, but a plain request.
     *
     * @throws RpcException if this side does not understand it
     */
    static @Nullable Opening readOpening(InboundMessage message) {
        String version = message.header(WireHeaders.STREAM);
        if (version == null) {
            return null;
        }
        String link = message.header(LINK);
        StreamEnd.Credit credit = credit(message.header(CREDIT));
        if (!version.equals(VERSION) || link == null || link.length() > LONGEST_NAME || credit == null) {
            throw RpcException.refusal(
                    Code.INVALID_ARGUMENT,
                    "the headers that open a stream are not those of version " + VERSION + " of the protocol");
        }
        return new Opening(link, credit);
    }

    private static StreamEnd.@Nullable Credit credit(@Nullable String text) {
        String[] parts = text == null ? new String[0] : text.split(" ", -1);
        try {
            return parts.length == 2 ? new StreamEnd.Credit(positive(parts[0]), positive(parts[1])) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static long positive(String text) {
        long number = Long.parseLong(text);
        if (number < 0) {
            throw new NumberFormatException(text);
        }
        return number;
    }

    static void writeAccept(Headers headers, String instance, String slot) {
        headers.put(WireHeaders.STREAM, VERSION);
        headers.put(WireHeaders.INSTANCE, instance);
        headers.put(SLOT, slot);
    }

    /** Where the client's frames go; {@code null} if it is not said. */
    static @Nullable String slot(Headers headers) {
        String slot = headers.getFirst(SLOT);
        return slot == null || slot.length() > LONGEST_NAME ? null : slot;
    }

    static @Nullable String instance(Headers headers) {
        return headers.getFirst(WireHeaders.INSTANCE);
    }

    /** Marks a frame with headers as one; other replies with headers are no frames. */
    static void mark(Headers headers) {
        headers.put(WireHeaders.STREAM, VERSION);
    }
}
