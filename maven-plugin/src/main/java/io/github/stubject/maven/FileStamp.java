package io.github.stubject.maven;

import java.nio.file.Path;

/** Tells versions of a file apart without reading it. */
final class FileStamp {
    private FileStamp() {}

    /** Path, size and time of the last change. A file that does not exist has a stamp too. */
    static String of(Path path) {
        var file = path.toFile();
        return path.toAbsolutePath() + "|" + file.length() + "|" + file.lastModified();
    }
}
