package io.github.stubject.maven;

import java.nio.file.Path;
import org.apache.maven.plugin.logging.Log;

/** Passes on what protoc warns of in the project's own protos. About those in somebody's jar the user can do nothing. */
final class ProtocWarnings {
    private final Log log;
    private final ImportPath importPath;
    private final Path unpacked;

    /** @param unpacked where the protos of jars are */
    ProtocWarnings(Log log, ImportPath importPath, Path unpacked) {
        this.log = log;
        this.importPath = importPath;
        this.unpacked = unpacked;
    }

    /** @param line as protoc printed it */
    void print(String line) {
        String located = importPath.locateIn(line);
        if (located.startsWith(unpacked + unpacked.getFileSystem().getSeparator())) {
            log.debug(located);
        } else {
            log.warn(located);
        }
    }
}
