package io.github.stubject.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;

/** Runs protoc. */
final class Protoc {
    /**
     * Guards starting, and writing what is to be started. In a parallel build, a process that is just being started may
     * have inherited the open file of a protoc being written, which then cannot be started ("Text file busy").
     */
    static final Object STARTING = new Object();

    private final Path executable;
    private final Path directory;

    /** @param directory where it runs; no protos may be there, since protoc would prefer them to the import path */
    Protoc(Path executable, Path directory) {
        this.executable = executable;
        this.directory = directory;
    }

    /**
     * Runs it once.
     *
     * @return what it printed: warnings
     * @throws ProtocException if it refused the protos
     * @throws MojoFailureException if it does not run on this machine
     */
    List<String> run(List<String> arguments) throws ProtocException, MojoFailureException, IOException {
        Files.createDirectories(directory);
        // By file, because the length of a command line is limited.
        Files.write(directory.resolve("arguments"), arguments, UTF_8);
        Process process = start();
        try {
            process.getOutputStream().close();
            List<String> lines = new String(process.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .toList();
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new ProtocException(exitCode, lines);
            }
            return lines;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while protoc was running");
        } finally {
            process.destroy();
        }
    }

    private Process start() throws MojoFailureException {
        ProcessBuilder builder = new ProcessBuilder(executable.toString(), "@arguments")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        try {
            synchronized (STARTING) {
                return builder.start();
            }
        } catch (IOException e) {
            throw new MojoFailureException(
                    "protoc does not start on this machine: " + e.getMessage() + ". Set <protoc> to one that does.", e);
        }
    }
}
