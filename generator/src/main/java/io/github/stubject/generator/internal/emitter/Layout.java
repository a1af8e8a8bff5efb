package io.github.stubject.generator.internal.emitter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rearranges what JavaPoet writes, in ways that it has no setting for. Line by line and without regular expressions: these
 * would take a third of the time that generating takes.
 */
final class Layout {
    private static final int WIDTH = 120;

    /** The static block, with the empty line behind it. */
    private static final int BLOCK = 4;

    private final List<String> lines = new ArrayList<>();

    /** Where the first line inside the class goes; 0 before there is one. */
    private int start;

    private Layout() {}

    static String tidy(String text) {
        Layout layout = new Layout();
        List<String> all = Arrays.asList(text.split("\n", -1));
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).equals("    static {")) {
                layout.staticBlock(all.subList(i, i + BLOCK));
                i += BLOCK - 1;
            } else {
                layout.add(all.get(i));
            }
        }
        return String.join("\n", layout.lines);
    }

    /** The static block checks the runtime, so it runs before the initializers of the fields. */
    private void staticBlock(List<String> block) {
        lines.addAll(start, block);
    }

    private void add(String line) {
        if (endsJavadoc(line)) {
            join(2, last(1).strip().substring(1) + " */", line);
        } else if (line.endsWith(" {") && isWrapped(last(1))) {
            join(1, (last(1).endsWith(",") ? " " : "") + line.strip(), line);
        } else if (last(1).endsWith("{") && line.strip().startsWith("}")) {
            replace(1, last(1) + line.strip());
        } else {
            lines.add(line);
        }
        if (start == 0 && line.startsWith("public ") && line.endsWith("{")) {
            start = lines.size();
        }
    }

    private boolean endsJavadoc(String line) {
        return line.endsWith(" */")
                && last(2).endsWith("/**")
                && last(1).strip().startsWith("* ");
    }

    /** JavaPoet wraps at 100. */
    private static boolean isWrapped(String line) {
        return (line.endsWith("(") || line.endsWith(","))
                && (line.startsWith("public ", indent(line)) || line.startsWith("default ", indent(line)));
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    /** Puts the end behind the first of so many lines in place of the others; or adds the line, if that is too long. */
    private void join(int count, String end, String line) {
        String joined = last(count) + end;
        if (joined.length() <= WIDTH) {
            replace(count, joined);
        } else {
            lines.add(line);
        }
    }

    private void replace(int count, String line) {
        lines.subList(lines.size() - count, lines.size()).clear();
        lines.add(line);
    }

    /** The last line but some; empty if there are not so many. */
    private String last(int fromEnd) {
        return lines.size() < fromEnd ? "" : lines.get(lines.size() - fromEnd);
    }
}
