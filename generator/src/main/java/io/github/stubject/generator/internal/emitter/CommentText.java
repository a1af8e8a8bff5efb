package io.github.stubject.generator.internal.emitter;

import io.github.stubject.generator.internal.model.CommentLines;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes HTML of a comment of the schema: paragraphs, lists and code, as people mark them in plain text. All else stays as
 * it was written, line by line.
 */
final class CommentText {
    private static final String FENCE = "```";

    /** From here on, indented text is code. */
    private static final int CODE_INDENT = 4;

    private final List<String> blocks = new ArrayList<>();
    private final List<String> lines;
    private int next;

    private CommentText(List<String> lines) {
        this.lines = lines;
    }

    /** The comment as protoc hands it over, as the text of javadoc. */
    static String html(String comment) {
        CommentText text = new CommentText(CommentLines.of(comment));
        while (text.skipEmptyLines()) {
            text.block();
        }
        return String.join("\n\n", text.blocks);
    }

    private boolean skipEmptyLines() {
        while (next < lines.size() && lines.get(next).isEmpty()) {
            next++;
        }
        return next < lines.size();
    }

    private void block() {
        String line = lines.get(next);
        if (line.strip().startsWith(FENCE)) {
            fenced();
        } else if (isItem(line)) {
            list();
        } else if (indent(line) >= CODE_INDENT) {
            indented();
        } else {
            paragraph();
        }
    }

    private void fenced() {
        int start = ++next;
        while (next < lines.size() && !lines.get(next).strip().startsWith(FENCE)) {
            next++;
        }
        code(lines.subList(start, next));
        next++;
    }

    private void indented() {
        int start = next;
        int end = next;
        for (; next < lines.size(); next++) {
            String line = lines.get(next);
            if (indent(line) >= CODE_INDENT) {
                end = next + 1;
            } else if (!line.isEmpty()) {
                break;
            }
        }
        code(lines.subList(start, end));
    }

    private void code(List<String> code) {
        int indent = code.stream()
                .filter(line -> !line.isEmpty())
                .mapToInt(CommentText::indent)
                .min()
                .orElse(0);
        blocks.add(InlineText.pre(code.stream()
                .map(line -> line.substring(Math.min(indent, line.length())))
                .toList()));
    }

    private void paragraph() {
        int start = next++;
        while (next < lines.size() && !interrupts(lines.get(next))) {
            next++;
        }
        String text = InlineText.html(String.join("\n", lines.subList(start, next)));
        blocks.add(blocks.isEmpty() ? text.strip() : "<p>" + text.strip());
    }

    /** A line can begin with a number because it was wrapped there, but hardly with that of a first item. */
    private static boolean interrupts(String line) {
        boolean list = isItem(line) && (!isNumbered(line) || line.strip().startsWith("1."));
        return line.isEmpty() || list || line.strip().startsWith(FENCE);
    }

    /** Also of items that are lists themselves, as if there were one list. */
    private void list() {
        String tag = isNumbered(lines.get(next)) ? "ol" : "ul";
        int indent = indent(lines.get(next));
        List<String> items = new ArrayList<>();
        boolean paragraph = false;
        for (; next < lines.size(); next++) {
            String line = lines.get(next);
            if (line.isEmpty()) {
                paragraph = true;
            } else if (isItem(line)) {
                items.add(line.strip()
                        .substring(isNumbered(line) ? line.strip().indexOf(' ') : 1)
                        .strip());
                paragraph = false;
            } else if (paragraph && indent(line) <= indent) {
                break;
            } else {
                int last = items.size() - 1;
                items.set(last, items.get(last) + (paragraph ? "\n\n" : "\n") + line.strip());
                paragraph = false;
            }
        }
        StringBuilder html = new StringBuilder("<" + tag + ">\n");
        items.stream()
                .map(item -> InlineText.html(item).replace("\n\n", "\n\n<p>"))
                .forEach(item -> html.append("<li>").append(item).append("\n"));
        blocks.add(html.append("</" + tag + ">").toString());
    }

    private static boolean isItem(String line) {
        String text = line.strip();
        boolean bullet = text.startsWith("-") || text.startsWith("*") || text.startsWith("+");
        return (bullet && (text.length() == 1 || text.charAt(1) == ' ')) || isNumbered(line);
    }

    private static boolean isNumbered(String line) {
        String text = line.strip();
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        return digits > 0 && text.startsWith(". ", digits);
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
