package io.github.stubject.generator.internal.reader;

import java.util.Set;
import java.util.TreeSet;

/** Files that somebody named for their services, and that have none. */
public final class MissingServices {
    private MissingServices() {}

    /** What is wrong, and what to do. */
    public static String in(Set<String> files) {
        return (files.isEmpty() ? "no proto is named" : "no service in " + String.join(", ", new TreeSet<>(files)))
                + "; name the protos that have services";
    }
}
