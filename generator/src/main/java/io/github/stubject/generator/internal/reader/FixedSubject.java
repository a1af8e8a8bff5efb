package io.github.stubject.generator.internal.reader;

import io.github.stubject.proto.SubjectTemplate;
import org.jspecify.annotations.Nullable;

/** A subject that no schema declares, and that has no parameters: a prefix, or the like. */
public final class FixedSubject {
    private FixedSubject() {}

    /** What is wrong with it, as a sentence; {@code null} if nothing is. */
    public static @Nullable String faultOf(String what, String text) {
        try {
            return SubjectTemplate.parse(text).parameters().isEmpty()
                    ? null
                    : "the " + what + " \"" + text + "\" has a parameter; only subjects of methods can";
        } catch (IllegalArgumentException e) {
            return "the " + what + " is not allowed: " + e.getMessage();
        }
    }
}
