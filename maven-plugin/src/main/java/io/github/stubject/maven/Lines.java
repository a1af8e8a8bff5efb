package io.github.stubject.maven;

import java.util.ArrayList;
import java.util.List;

/** Words and lines of messages. */
final class Lines {
    private Lines() {}

    /** A headline, lines below it, and a last line. */
    static String join(String headline, List<String> lines, String end) {
        List<String> all = new ArrayList<>();
        all.add(headline);
        all.addAll(lines);
        if (!end.isEmpty()) {
            all.add(end);
        }
        return String.join("\n", all);
    }

    /** At most so many lines, then one that says how many more there are. */
    static List<String> first(int limit, List<String> lines) {
        if (lines.size() <= limit) {
            return lines;
        }
        List<String> shown = new ArrayList<>(lines.subList(0, limit));
        shown.add("and " + (lines.size() - limit) + " more");
        return shown;
    }

    /** {@code 1 class}, {@code 2 classes}. */
    static String count(int number, String noun) {
        String plural = noun.endsWith("s") ? noun + "es" : noun + "s";
        return number + " " + (number == 1 ? noun : plural);
    }
}
