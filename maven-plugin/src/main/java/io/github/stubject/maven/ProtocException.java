package io.github.stubject.maven;

import java.util.List;

/** protoc ended with an error. */
final class ProtocException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> lines;

    /** @param lines what it printed */
    ProtocException(List<String> lines) {
        super(String.join(System.lineSeparator(), lines));
        this.lines = List.copyOf(lines);
    }

    List<String> lines() {
        return lines;
    }
}
