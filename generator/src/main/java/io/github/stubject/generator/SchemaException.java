package io.github.stubject.generator;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown when services cannot be generated from a schema. Its message is all problems, one a line. */
public final class SchemaException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public SchemaException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** All problems found, at least one, in the order of files and lines. */
    public List<Problem> problems() {
        return problems;
    }
}
