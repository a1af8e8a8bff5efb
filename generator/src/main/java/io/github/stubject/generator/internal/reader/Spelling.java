package io.github.stubject.generator.internal.reader;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses what somebody meant to write. */
public final class Spelling {
    private Spelling() {}

    /** The name that differs least, if it is a mere slip away: one letter in three, case and {@code _} aside. */
    public static @Nullable String closest(String written, Collection<String> names) {
        String plain = plain(written);
        return names.stream()
                .filter(name -> distance(plain, plain(name)) <= Math.max(plain.length(), name.length()) / 3)
                .min(Comparator.comparing(name -> distance(plain, plain(name))))
                .orElse(null);
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** How many letters to insert, delete or replace to get from one to the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
