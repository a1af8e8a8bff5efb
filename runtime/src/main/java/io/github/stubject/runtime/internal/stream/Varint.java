package io.github.stubject.runtime.internal.stream;

import java.io.ByteArrayOutputStream;

/** Unsigned numbers in groups of seven bits, the lowest first, as protobuf has them. At most 63 bits here. */
final class Varint {
    private static final int MORE = 0x80;
    private static final int BITS = 0x7F;
    private static final int SHIFT = 7;
    private static final int LONGEST = 9;

    private Varint() {}

    static void write(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~BITS) != 0) {
            out.write((int) (rest & BITS) | MORE);
            rest >>>= SHIFT;
        }
        out.write((int) rest);
    }

    /** How many bytes a number takes. */
    static int size(int value) {
        return (Integer.SIZE - Integer.numberOfLeadingZeros(value | 1) + SHIFT - 1) / SHIFT;
    }

    /** Writes a number to a place with room for it. */
    static void write(byte[] to, int position, int value) {
        int rest = value;
        int at = position;
        while ((rest & ~BITS) != 0) {
            to[at++] = (byte) ((rest & BITS) | MORE);
            rest >>>= SHIFT;
        }
        to[at] = (byte) rest;
    }

    /** Reads numbers and bytes one after the other. */
    static final class Reader {
        private final byte[] data;
        private final int end;
        private int position;

        Reader(byte[] data, int position) {
            this(data, position, data.length);
        }

        Reader(byte[] data, int position, int end) {
            this.data = data;
            this.position = position;
            this.end = end;
        }

        boolean hasMore() {
            return position < end;
        }

        int position() {
            return position;
        }

        int next() throws MalformedFrameException {
            if (position >= end) {
                throw new MalformedFrameException("it ends too early");
            }
            return data[position++] & 0xFF;
        }

        long number() throws MalformedFrameException {
            long value = 0;
            for (int i = 0; i < LONGEST; i++) {
                int group = next();
                value |= (long) (group & BITS) << (SHIFT * i);
                if ((group & MORE) == 0) {
                    return value;
                }
            }
            throw new MalformedFrameException("a number is too long");
        }

        /** A length, and where so many bytes begin, which it skips. */
        int skip(long length) throws MalformedFrameException {
            int start = position;
            if (length > end - position) {
                throw new MalformedFrameException("it ends too early");
            }
            position += (int) length;
            return start;
        }
    }
}
