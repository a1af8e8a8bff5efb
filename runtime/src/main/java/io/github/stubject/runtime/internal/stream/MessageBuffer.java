package io.github.stubject.runtime.internal.stream;

import java.util.Arrays;

/**
 * Messages on their way into one frame, each behind its length, with room for the frame's preamble before them: so that a
 * frame is made by one copy.
 */
final class MessageBuffer {
    /** A preamble is two bytes and a varint. */
    private static final int HEADROOM = 12;

    private static final int SMALLEST = 1024;

    /** What is kept for the next frames; more is not paid for ever after a large message. */
    private static final int MOST_KEPT = 128 * 1024;

    private byte[] bytes = new byte[HEADROOM];
    private int end = HEADROOM;
    private int messages;
    private int firstStart = HEADROOM;

    int messages() {
        return messages;
    }

    /** How many bytes there are. */
    int size() {
        return end - HEADROOM;
    }

    void add(byte[] message) {
        int lengthBytes = Varint.size(message.length);
        reserve(lengthBytes + message.length);
        Varint.write(bytes, end, message.length);
        end += lengthBytes;
        if (messages == 0) {
            firstStart = end;
        }
        System.arraycopy(message, 0, bytes, end, message.length);
        end += message.length;
        messages++;
    }

    private void reserve(int more) {
        if (end + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end + more, Math.max(SMALLEST, 2 * bytes.length)));
        }
    }

    /** A payload of all that is here, behind a preamble: a single message without its length. Empties this. */
    byte[] takeFrame(byte[] preamble) {
        int body = messages > 1 ? HEADROOM : firstStart;
        int start = body - preamble.length;
        System.arraycopy(preamble, 0, bytes, start, preamble.length);
        byte[] frame = Arrays.copyOfRange(bytes, start, end);
        clear();
        return frame;
    }

    void clear() {
        end = HEADROOM;
        messages = 0;
        if (bytes.length > MOST_KEPT) {
            bytes = new byte[HEADROOM];
        }
    }
}
