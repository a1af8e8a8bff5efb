package io.github.stubject.maven;

import java.io.IOException;
import java.nio.file.Path;

/** The jar of a dependency is damaged. */
final class UnreadableJarException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Path jar;

    UnreadableJarException(Path jar, IOException cause) {
        super(cause.getMessage(), cause);
        this.jar = jar;
    }

    Path jar() {
        return jar;
    }
}
