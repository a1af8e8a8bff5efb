package io.github.stubject.generator.internal.permissions;

import java.util.ArrayList;
import java.util.List;

/** A piece of nats-server's configuration, line by line. */
final class Block {
    private static final String INDENT = "  ";

    private final List<String> lines = new ArrayList<>();
    private final String indent;

    /** Within so many braces. */
    Block(int depth) {
        indent = INDENT.repeat(depth);
    }

    /** A line as it is. */
    Block line(String line) {
        lines.add(indent + line);
        return this;
    }

    /** The lines of another one. */
    Block lines(Block other) {
        lines.addAll(other.lines);
        return this;
    }

    /** A list; nothing if there are no entries, and a comment as a whole if all are optional. */
    Block list(String name, List<Entry> entries) {
        if (entries.isEmpty()) {
            return this;
        }
        boolean allOptional = entries.stream().allMatch(Entry::optional);
        add(name + ": [", allOptional);
        int width =
                entries.stream().mapToInt(entry -> entry.value().length()).max().orElse(0);
        for (Entry entry : entries) {
            add(INDENT + pad(entry.value(), width) + "  # " + entry.comment(), entry.optional());
        }
        add("]", allOptional);
        return this;
    }

    /** The mark of a comment stands at the margin, so that all is in its place without it. */
    private void add(String line, boolean asComment) {
        String whole = indent + line;
        lines.add(asComment ? "#" + (whole.startsWith(" ") ? whole.substring(1) : whole) : whole);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    List<String> lines() {
        return lines;
    }
}
