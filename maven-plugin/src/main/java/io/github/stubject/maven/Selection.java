package io.github.stubject.maven;

import java.io.File;
import java.util.List;
import org.codehaus.plexus.util.MatchPatterns;
import org.jspecify.annotations.Nullable;

/** Chooses protos by Ant patterns over their import names. */
record Selection(List<String> includes, List<String> excludes) {
    /** No pattern to include means all, none to exclude means none. */
    static Selection of(@Nullable List<String> includes, @Nullable List<String> excludes) {
        return new Selection(
                includes == null || includes.isEmpty() ? List.of("**") : List.copyOf(includes),
                excludes == null ? List.of() : List.copyOf(excludes));
    }

    List<String> of(List<String> names) {
        if (excludes.isEmpty() && includes.equals(List.of("**"))) {
            return names;
        }
        MatchPatterns included = patterns(includes);
        MatchPatterns excluded = patterns(excludes);
        return names.stream()
                .filter(name -> included.matches(forPlatform(name), true) && !excluded.matches(forPlatform(name), true))
                .toList();
    }

    private static MatchPatterns patterns(List<String> patterns) {
        return MatchPatterns.from(patterns.stream().map(Selection::forPlatform).toList());
    }

    /** The matcher splits at the separator of the platform. */
    private static String forPlatform(String nameOrPattern) {
        return nameOrPattern.replace('/', File.separatorChar);
    }
}
