package io.github.stubject.natsserver;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs as child processes. */
final class ProcessCommands implements Commands {
    @Override
    public Result run(Path folder, Duration limit, List<String> command) throws IOException {
        // Into a file: a pipe would have to be read while the time is watched.
        Path outputFolder = Temporary.folder();
        try {
            Path output = outputFolder.resolve("output.txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("LC_ALL", "C");
            int exitCode = exitCode(Temporary.process(builder), limit, String.join(" ", command));
            return new Result(exitCode, Files.readString(output));
        } finally {
            Temporary.delete(outputFolder);
        }
    }

    private static int exitCode(Process process, Duration limit, String command) throws IOException {
        try {
            process.getOutputStream().close();
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw new IOException(command + " did not end within " + limit.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(command + " was interrupted");
        } finally {
            Temporary.kill(process);
        }
    }
}
