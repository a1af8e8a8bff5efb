package io.github.stubject.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The packaged jar, as users have it. */
final class ExecutableJar {
    static final Path FILE = Path.of(System.getProperty("executable.jar"));
    static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    private static final boolean WINDOWS = File.separatorChar == '\\';

    private ExecutableJar() {}

    /** What protoc starts: the jar itself, and on Windows a script for it. */
    static Path plugin(Path work) throws IOException {
        return WINDOWS
                ? Files.writeString(work.resolve("protoc-gen-stubject.bat"), "@java -jar \"" + FILE + "\" %*\r\n")
                : FILE;
    }
}
