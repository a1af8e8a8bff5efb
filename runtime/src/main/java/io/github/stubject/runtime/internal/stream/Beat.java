package io.github.stubject.runtime.internal.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What client and instance tell each other once a second about all streams that they have with each other: that they live,
 * and about those that have moved, how far.
 *
 * @param link the client
 * @param epoch of the sender: once it is another one, the sender may have forgotten streams, and is asked about each
 */
public record Beat(String link, long epoch, List<Entry> entries) {
    private static final int LONGEST_NAME = 64;
    private static final int SENT = 0;
    private static final int SEEN = 1;
    private static final int GONE = 2;

    /** Copies the entries. */
    public Beat {
        entries = List.copyOf(entries);
    }

    /** Something about one stream. */
    public sealed interface Entry {
        /** The stream's slot. */
        String slot();
    }

    /** The last frame that this side has sent; to be answered by how far it has come. */
    public record Sent(String slot, long sequence) implements Entry {}

    /** The last frame up to which this side has got all, and how much it lets the other send in all. */
    public record Seen(String slot, long sequence, long messages, long bytes) implements Entry {}

    /** This side has no such stream. */
    public record Gone(String slot) implements Entry {}

    /** The payload. */
    public byte[] write() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text(out, link);
        Varint.write(out, epoch);
        for (Entry entry : entries) {
            if (entry instanceof Sent sent) {
                out.write(SENT);
                text(out, sent.slot());
                Varint.write(out, sent.sequence());
            } else if (entry instanceof Seen seen) {
                out.write(SEEN);
                text(out, seen.slot());
                Varint.write(out, seen.sequence());
                Varint.write(out, seen.messages());
                Varint.write(out, seen.bytes());
            } else {
                out.write(GONE);
                text(out, entry.slot());
            }
        }
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        Varint.write(out, ascii.length);
        out.writeBytes(ascii);
    }

    /**
     * Reads a payload.
     *
     * @throws MalformedFrameException if it is no beat
     */
    public static Beat read(byte[] data) throws MalformedFrameException {
        Varint.Reader reader = new Varint.Reader(data, 0);
        String link = text(reader, data);
        long epoch = reader.number();
        List<Entry> entries = new ArrayList<>();
        while (reader.hasMore()) {
            int kind = reader.next();
            String slot = text(reader, data);
            entries.add(
                    switch (kind) {
                        case SENT -> new Sent(slot, reader.number());
                        case SEEN -> new Seen(slot, reader.number(), reader.number(), reader.number());
                        case GONE -> new Gone(slot);
                        default -> throw new MalformedFrameException("an entry's kind is not known");
                    });
        }
        return new Beat(link, epoch, entries);
    }

    private static String text(Varint.Reader reader, byte[] data) throws MalformedFrameException {
        long length = reader.number();
        if (length > LONGEST_NAME) {
            throw new MalformedFrameException("a name is too long");
        }
        return new String(data, reader.skip(length), (int) length, StandardCharsets.US_ASCII);
    }
}
