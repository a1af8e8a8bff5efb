package io.github.stubject.runtime;

import java.util.List;

/** Subjects with wildcards, as streams have them. */
final class Subjects {
    private Subjects() {}

    /** Whether one of the patterns has this concrete subject, or all that another pattern has. */
    static boolean isIn(List<String> patterns, String subject) {
        return patterns.stream().anyMatch(pattern -> covers(pattern, subject));
    }

    /** Whether a pattern has everything that the other has. */
    static boolean covers(String pattern, String other) {
        String[] wide = pattern.split("\\.", -1);
        String[] narrow = other.split("\\.", -1);
        for (int i = 0; i < wide.length; i++) {
            if (wide[i].equals(">")) {
                return narrow.length > i;
            }
            boolean here =
                    i < narrow.length && !narrow[i].equals(">") && (wide[i].equals("*") || wide[i].equals(narrow[i]));
            if (!here) {
                return false;
            }
        }
        return narrow.length == wide.length;
    }
}
