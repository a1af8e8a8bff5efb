package io.github.stubject.generator.internal.html;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes HTML. Whatever is given as text or as the value of an attribute is escaped; elements are closed in the right order. */
final class Markup {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element. Attributes are names and values in turn; one whose value is empty stands alone. */
    Markup open(String element, String... attributes) {
        start(element, attributes);
        open.push(element);
        return this;
    }

    /** Ends the innermost element. */
    Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Ends the innermost element and its line. */
    Markup closeLine() {
        return close().line();
    }

    /** An element with text. */
    Markup element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** An element that has no end, such as {@code meta}. */
    Markup empty(String element, String... attributes) {
        start(element, attributes);
        return this;
    }

    /** Text as it is to be read. */
    Markup text(String text) {
        escape(text, false);
        return this;
    }

    /** HTML that has been written with care elsewhere. */
    Markup html(String html) {
        out.append(html);
        return this;
    }

    /** A line break in the source. */
    Markup line() {
        out.append('\n');
        return this;
    }

    private void start(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]);
            if (!attributes[i + 1].isEmpty()) {
                out.append("=\"");
                escape(attributes[i + 1], true);
                out.append('"');
            }
        }
        out.append('>');
    }

    private void escape(String text, boolean inQuotes) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '&') {
                out.append("&amp;");
            } else if (c == '<') {
                out.append("&lt;");
            } else if (c == '>') {
                out.append("&gt;");
            } else if (c == '"' && inQuotes) {
                out.append("&quot;");
            } else {
                out.append(isAllowed(c) ? c : '\ufffd');
            }
        }
    }

    /** HTML has no place for control characters, not even as references. */
    private static boolean isAllowed(char c) {
        return (c >= ' ' && c != 0x7f) || c == '\n' || c == '\t';
    }

    /** What has been written. */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }
}
