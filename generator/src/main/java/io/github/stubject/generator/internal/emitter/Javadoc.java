package io.github.stubject.generator.internal.emitter;

import io.github.stubject.generator.internal.model.Docs;

/** Makes javadoc of comments, and of what we say ourselves. */
final class Javadoc {
    /** The tag of what is deprecated. */
    static final String DEPRECATED = "@deprecated Marked so in the schema.";

    private Javadoc() {}

    /** A comment of the schema as the text of javadoc: paragraphs marked, everything else as it was written. */
    static String text(String comment) {
        String text = comment.replace('\t', ' ')
                .replaceAll("[\\p{Cntrl}&&[^\n]]", "")
                .replaceAll("(?m)^ ", "")
                .replaceAll("(?m) +$", "")
                .strip();
        return escape(text).replaceAll("\n{2,}", "\n\n<p>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("\\", "&#92;")
                .replace("*/", "*&#47;")
                .replace("/*", "/&#42;");
    }

    /** A text in the font of code. */
    static String code(String text) {
        String escaped = escape(text);
        return escaped.equals(text) ? "{@code " + text + "}" : "<code>" + escaped + "</code>";
    }

    /** The comment, then what we have to say, then the tag of deprecation. */
    static String of(Docs docs, String ours) {
        String comment = text(docs.comment());
        String all = comment.isEmpty() ? ours : comment + "\n\n<p>" + ours;
        return docs.deprecated() ? all + "\n\n" + DEPRECATED : all;
    }
}
