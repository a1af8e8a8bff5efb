package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.stream.StreamEnd;
import io.github.stubject.runtime.internal.transport.Transport;

/** How much may wait at one end of a stream, and how large one message may be; the same on both sides. */
final class StreamLimits {
    private static final int LEAST_MESSAGES = 16;

    /** So that small messages stay below jnats's limit of messages as their bytes stay below that of bytes. */
    private static final int BYTES_FOR_A_MESSAGE = 128;

    /** What a frame has around a message, at most. */
    private static final int AROUND = 64;

    private StreamLimits() {}

    /** How much may come that nobody has taken yet. */
    static StreamEnd.Window window(int bytes) {
        return new StreamEnd.Window(Math.max(LEAST_MESSAGES, bytes / BYTES_FOR_A_MESSAGE), bytes);
    }

    /** Whether the server does not take a frame with this message. */
    static boolean isTooLarge(byte[] message, Transport transport) {
        long most = transport.maxPayload();
        return most > 0 && message.length + AROUND > most;
    }

    /** What there is to say of a message that is too large. */
    static String tooLarge(String what, byte[] message, Transport transport) {
        return what + " has " + message.length + " bytes, the server takes " + transport.maxPayload()
                + " (its max_payload)";
    }
}
