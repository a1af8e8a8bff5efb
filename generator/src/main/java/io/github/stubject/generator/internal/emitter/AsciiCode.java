package io.github.stubject.generator.internal.emitter;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes code in ASCII, comments aside: javac may read it in any encoding, and neither a string nor a name must depend on
 * which.
 */
final class AsciiCode {
    private static final char LAST = '~';

    private AsciiCode() {}

    /** Escapes what is beyond ASCII on the lines that are no comments. JavaPoet gives a comment lines of its own. */
    static String of(String text) {
        if (isAscii(text)) {
            return text;
        }
        return Stream.of(text.split("\n", -1))
                .map(line -> isComment(line) ? line : escape(line))
                .collect(Collectors.joining("\n"));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c <= LAST);
    }

    private static boolean isComment(String line) {
        String start = line.stripLeading();
        return start.startsWith("//") || start.startsWith("/*") || start.startsWith("*");
    }

    /** In valid code, a backslash before such a character is the second of two, so it does not undo the escape. */
    private static String escape(String line) {
        StringBuilder escaped = new StringBuilder();
        line.chars().forEach(c -> {
            if (c <= LAST) {
                escaped.append((char) c);
            } else {
                escaped.append(String.format("\\u%04x", c));
            }
        });
        return escaped.toString();
    }
}
