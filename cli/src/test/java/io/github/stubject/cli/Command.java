package io.github.stubject.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How a process ended.
 *
 * @param output what it printed as a result
 * @param errors what it printed beside that
 */
record Command(int exitCode, String output, String errors) {
    /** Runs it to its end, with nothing on standard input. */
    static Command run(Path directory, Map<String, String> environment, List<String> command) {
        Process process = null;
        try {
            Path output = Files.createTempFile(directory, "output", ".log");
            Path errors = Files.createTempFile(directory, "errors", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment().putAll(environment);
            process = builder.start();
            process.getOutputStream().close();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
            return new Command(process.exitValue(), Files.readString(output, UTF_8), Files.readString(errors, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    Command succeeds() {
        assertThat(exitCode).as(output + errors).isZero();
        return this;
    }

    Command fails() {
        assertThat(exitCode).as(output + errors).isNotZero();
        return this;
    }
}
