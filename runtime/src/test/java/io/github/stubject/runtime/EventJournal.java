package io.github.stubject.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file to which several processes append what they do with events, a line at a time. Its order is that in which it happened,
 * and what is written stays when the process is killed.
 */
final class EventJournal implements AutoCloseable {
    static final String BEGUN = "begun";
    static final String DONE = "done";
    static final String FAILED = "failed";
    static final String HALTED = "halted";
    static final String KILLED = "killed";

    private final FileChannel channel;
    private final FileChannel readable;
    private final StringBuilder unread = new StringBuilder();
    private long position;

    /**
     * One line.
     *
     * @param who the process
     * @param what it does
     * @param event with which event, or nothing
     * @param deliveries which delivery of it that is
     */
    record Entry(String who, String what, String event, long deliveries) {
        static Entry parse(String line) {
            String[] words = line.split(" ", -1);
            return new Entry(words[0], words[1], words[2], Long.parseLong(words[3]));
        }
    }

    EventJournal(Path file) throws IOException {
        channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        readable = FileChannel.open(file, StandardOpenOption.READ);
    }

    /** Appends a line; it is there when this returns. */
    void write(String who, String what, String event, long deliveries) {
        String line = who + " " + what + " " + event + " " + deliveries + "\n";
        try {
            int written = channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
            if (written != line.length()) {
                throw new IllegalStateException("half a line is written: " + line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that have not been read yet. */
    List<Entry> read() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        List<Entry> entries = new ArrayList<>();
        int count = readable.read(buffer, position);
        while (count > 0) {
            position += count;
            unread.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
            int from = 0;
            for (int end = unread.indexOf("\n"); end >= 0; end = unread.indexOf("\n", from)) {
                entries.add(Entry.parse(unread.substring(from, end)));
                from = end + 1;
            }
            unread.delete(0, from);
            count = readable.read(buffer.clear(), position);
        }
        return entries;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        readable.close();
    }
}
