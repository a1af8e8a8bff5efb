package io.github.stubject.maven;

import java.nio.file.Path;
import org.apache.maven.plugin.logging.Log;

/** Passes on what protoc warns of in the project's own protos. About those in somebody's jar the user can do nothing. */
final class ProtocWarnings {
    private final Log log;
    private final ImportPath importPath;
    private final String unpackedPrefix;

    /** @param unpacked where the protos of jars are */
    ProtocWarnings(Log log, ImportPath importPath, Path unpacked) {
        this.log = log;
        this.importPath = importPath;
        String any = "any";
        String shown = importPath.module().show(unpacked.resolve(any));
        this.unpackedPrefix = shown.substring(0, shown.length() - any.length());
    }

    /** @param line as protoc printed it */
    void print(String line) {
        String located = importPath.locateIn(line);
        if (located.startsWith(unpackedPrefix)) {
            log.debug(located);
        } else {
            log.warn(located);
        }
    }
}
