package io.github.stubject.natsserver;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs other programs. Replaced in tests. */
interface Commands {
    /**
     * Runs a program to its end.
     *
     * @param folder the folder to run it in
     * @param limit how long it may take; then it is killed
     * @throws IOException if it cannot be started or took too long
     */
    Result run(Path folder, Duration limit, List<String> command) throws IOException;

    /**
     * How a program ended.
     *
     * @param output what it wrote, errors included
     */
    record Result(int exitCode, String output) {}
}
