package io.github.stubject.runtime.internal.stream;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * One message of NATS that belongs to a stream. Its payload begins with a preamble: a byte with the version in its upper and
 * the type in its lower half, a byte of flags, and the sequence number.
 *
 * @param packed whether the body is several messages, each behind its length
 * @param json whether messages and status are JSON
 * @param sequence 1 for the first frame of a side, one more for each further one
 * @param data the payload; the body begins at {@code bodyStart}
 */
public record Frame(FrameType type, boolean packed, boolean json, long sequence, byte[] data, int bodyStart) {
    private static final int VERSION = 1;
    private static final int HALF = 4;
    private static final int LOWER_HALF = 0x0F;
    private static final int PACKED = 1;
    private static final int JSON = 2;

    /**
     * Reads a payload.
     *
     * @throws MalformedFrameException if it is no frame of this version
     */
    public static Frame read(byte[] data) throws MalformedFrameException {
        Varint.Reader reader = new Varint.Reader(data, 0);
        int first = reader.next();
        int version = first >> HALF;
        if (version != VERSION) {
            throw new MalformedFrameException("it is of version " + version + ", not " + VERSION);
        }
        FrameType type = FrameType.of(first & LOWER_HALF);
        if (type == null) {
            throw new MalformedFrameException("its type is not known");
        }
        int flags = reader.next();
        long sequence = reader.number();
        return new Frame(type, (flags & PACKED) != 0, (flags & JSON) != 0, sequence, data, reader.position());
    }

    /** Begins a payload; the body follows. */
    static void begin(ByteArrayOutputStream out, FrameType type, boolean packed, boolean json, long sequence) {
        out.write(VERSION << HALF | type.number());
        out.write((packed ? PACKED : 0) | (json ? JSON : 0));
        Varint.write(out, sequence);
    }

    /** The payload of a data frame: behind its preamble one message as it is, or several, each behind its length. */
    static byte[] pack(byte[] preamble, List<byte[]> messages) {
        boolean packed = messages.size() > 1;
        int size = preamble.length;
        for (byte[] message : messages) {
            size += (packed ? Varint.size(message.length) : 0) + message.length;
        }
        byte[] payload = Arrays.copyOf(preamble, size);
        int at = preamble.length;
        for (byte[] message : messages) {
            if (packed) {
                Varint.write(payload, at, message.length);
                at += Varint.size(message.length);
            }
            System.arraycopy(message, 0, payload, at, message.length);
            at += message.length;
        }
        return payload;
    }

    Varint.Reader body() {
        return new Varint.Reader(data, bodyStart);
    }

    int bodyLength() {
        return data.length - bodyStart;
    }
}
