package io.github.stubject.generator.internal.model;

import java.util.Arrays;
import java.util.List;

/** What people wrote into a comment, without what only marks it as one. */
public final class CommentLines {
    private CommentLines() {}

    /** The lines of a comment as protoc hands it over: without control characters, and without the blank at their start. */
    public static List<String> of(String comment) {
        return Arrays.stream(withoutSecondStar(comment).split("\n", -1))
                .map(CommentLines::clean)
                .toList();
    }

    /** The same as one text, without empty lines around it. */
    public static String text(String comment) {
        List<String> lines = of(comment);
        int start = 0;
        int end = lines.size();
        while (start < end && lines.get(start).isEmpty()) {
            start++;
        }
        while (end > start && lines.get(end - 1).isEmpty()) {
            end--;
        }
        return String.join("\n", lines.subList(start, end));
    }

    /** protoc takes the second star of a comment's start for text, and those behind it. */
    private static String withoutSecondStar(String comment) {
        int text = 0;
        while (text < comment.length() && comment.charAt(text) == '*') {
            text++;
        }
        return text < comment.length() && Character.isWhitespace(comment.charAt(text))
                ? comment.substring(text)
                : comment;
    }

    private static String clean(String line) {
        StringBuilder clean = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\t' || c == ' ') {
                clean.append(' ');
            } else if (c > ' ' && c != 0x7f) {
                clean.append(c);
            }
        }
        String text = clean.toString().stripTrailing();
        return text.startsWith(" ") ? text.substring(1) : text;
    }
}
