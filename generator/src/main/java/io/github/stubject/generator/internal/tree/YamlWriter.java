package io.github.stubject.generator.internal.tree;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes a tree as YAML in block style. A string is quoted unless no reader of YAML 1.1 or 1.2 can mistake it. */
public final class YamlWriter {
    private static final String INDENT = "  ";

    /** Nothing in it means something to YAML, and it is no number. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$/][A-Za-z0-9_$/. -]*");

    private static final Set<String> WORDS =
            Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity");

    /** Names that are longer than YAML allows before a colon, quotes included, are written behind a question mark. */
    private static final int LONGEST_NAME = 1000;

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    /** The text, with a line break at the end. */
    public static String write(Node.Mapping mapping) {
        YamlWriter writer = new YamlWriter();
        if (mapping.entries().isEmpty()) {
            return "{}\n";
        }
        writer.mapping(mapping, "");
        return writer.out.toString();
    }

    /** The entries, the first one where the text has come to. */
    private void mapping(Node.Mapping mapping, String indent) {
        boolean first = true;
        for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
            if (!first) {
                out.append(indent);
            }
            first = false;
            String name = onOneLine(entry.getKey());
            if (name.length() > LONGEST_NAME) {
                out.append("? ").append(name).append('\n').append(indent).append(':');
            } else {
                out.append(name).append(':');
            }
            value(entry.getValue(), indent);
        }
    }

    /** What stands behind a colon, up to the end of its last line. */
    private void value(Node node, String indent) {
        String inner = indent + INDENT;
        if (node instanceof Node.Mapping mapping && !mapping.entries().isEmpty()) {
            out.append('\n').append(inner);
            mapping(mapping, inner);
        } else if (node instanceof Node.Sequence sequence && !sequence.items().isEmpty()) {
            out.append('\n');
            sequence(sequence, inner);
        } else {
            out.append(' ');
            scalar(node, inner);
        }
    }

    private void sequence(Node.Sequence sequence, String indent) {
        String inner = indent + INDENT;
        for (Node item : sequence.items()) {
            out.append(indent).append('-');
            if (item instanceof Node.Mapping mapping && !mapping.entries().isEmpty()) {
                out.append(' ');
                mapping(mapping, inner);
            } else {
                value(item, indent);
            }
        }
    }

    private void scalar(Node node, String indent) {
        if (node instanceof Node.Mapping) {
            out.append("{}");
        } else if (node instanceof Node.Sequence) {
            out.append("[]");
        } else if (node instanceof Node.Text text) {
            text(text.value(), indent);
        } else {
            out.append(Scalars.plain(node));
        }
        out.append('\n');
    }

    private void text(String text, String indent) {
        if (!isBlock(text)) {
            out.append(onOneLine(text));
            return;
        }
        out.append("|-");
        for (String line : text.split("\n", -1)) {
            out.append('\n');
            if (!line.isEmpty()) {
                out.append(indent).append(line);
            }
        }
    }

    /** Whether it has lines, which a reader gets back as they are. */
    private static boolean isBlock(String text) {
        return text.indexOf('\n') > 0
                && text.charAt(0) != ' '
                && !text.endsWith("\n")
                && text.lines().noneMatch(line -> line.endsWith(" "))
                && text.codePoints().allMatch(c -> c == '\n' || Quoted.isPrintable(c));
    }

    private static String onOneLine(String text) {
        boolean plain =
                PLAIN.matcher(text).matches() && !text.endsWith(" ") && !WORDS.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : Quoted.of(text);
    }
}
