package io.github.stubject.generator.internal.reader;

import io.github.stubject.generator.Problem;
import io.github.stubject.generator.SchemaException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a schema, so that one run tells all of it. */
public final class Problems {
    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::file).thenComparing(Problem::line).thenComparing(Problem::column);

    private final Sources sources;
    private final List<Problem> errors = new ArrayList<>();

    public Problems(Sources sources) {
        this.sources = sources;
    }

    /** An error at a place. */
    public void error(Place place, String message) {
        errors.add(sources.problem(place, message));
    }

    /** An error that lies in no file. */
    void error(String message) {
        errors.add(new Problem("", 0, 0, message));
    }

    /** The place as {@code file:line:column}, to name it in the message about another one. */
    String show(Place place) {
        return sources.show(place);
    }

    /** Throws all errors in the order of their places, if there are any. */
    public void throwIfAny() throws SchemaException {
        if (!errors.isEmpty()) {
            throw new SchemaException(errors.stream().distinct().sorted(ORDER).toList());
        }
    }
}
