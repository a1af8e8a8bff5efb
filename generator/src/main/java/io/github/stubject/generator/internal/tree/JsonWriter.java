package io.github.stubject.generator.internal.tree;

import java.util.Iterator;
import java.util.Map;

/** Writes a tree as JSON: an entry a line, or all on one. */
public final class JsonWriter {
    private final StringBuilder out = new StringBuilder();
    private final String indent;
    private final String colon;

    private JsonWriter(String indent, String colon) {
        this.indent = indent;
        this.colon = colon;
    }

    /** The text, with a line break at the end. */
    public static String write(Node node) {
        JsonWriter writer = new JsonWriter("  ", ": ");
        writer.value(node, "\n");
        return writer.out.append('\n').toString();
    }

    /** The text, without line breaks and blanks between values. */
    public static String writeOnOneLine(Node node) {
        JsonWriter writer = new JsonWriter("", ":");
        writer.value(node, "");
        return writer.out.toString();
    }

    private void value(Node node, String newLine) {
        if (node instanceof Node.Mapping mapping) {
            mapping(mapping, newLine);
        } else if (node instanceof Node.Sequence sequence) {
            sequence(sequence, newLine);
        } else if (node instanceof Node.Text text) {
            out.append(Quoted.of(text.value()));
        } else {
            out.append(Scalars.plain(node));
        }
    }

    private void mapping(Node.Mapping mapping, String newLine) {
        if (mapping.entries().isEmpty()) {
            out.append("{}");
            return;
        }
        out.append('{');
        String inner = newLine + indent;
        Iterator<Map.Entry<String, Node>> entries = mapping.entries().entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, Node> entry = entries.next();
            out.append(inner).append(Quoted.of(entry.getKey())).append(colon);
            value(entry.getValue(), inner);
            if (entries.hasNext()) {
                out.append(',');
            }
        }
        out.append(newLine).append('}');
    }

    private void sequence(Node.Sequence sequence, String newLine) {
        if (sequence.items().isEmpty()) {
            out.append("[]");
            return;
        }
        out.append('[');
        String inner = newLine + indent;
        Iterator<Node> items = sequence.items().iterator();
        while (items.hasNext()) {
            out.append(inner);
            value(items.next(), inner);
            if (items.hasNext()) {
                out.append(',');
            }
        }
        out.append(newLine).append(']');
    }
}
