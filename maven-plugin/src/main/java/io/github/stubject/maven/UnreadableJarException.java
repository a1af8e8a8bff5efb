package io.github.stubject.maven;

import java.io.IOException;
import java.nio.file.Path;

/** The jar of a dependency is damaged. */
final class UnreadableJarException extends IOException {
    private static final long serialVersionUID = 1;

    UnreadableJarException(Path jar, IOException cause) {
        super(
                "cannot read " + jar + ": " + cause.getMessage()
                        + ". Delete the file, so that Maven fetches or builds it again.",
                cause);
    }
}
