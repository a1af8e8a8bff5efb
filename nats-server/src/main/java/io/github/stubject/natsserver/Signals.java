package io.github.stubject.natsserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Sends POSIX signals. */
final class Signals {
    private Signals() {}

    static void send(String signal, long pid) {
        if (!Path.of("/bin/sh").toFile().canExecute()) {
            throw new UnsupportedOperationException("this system has no signals");
        }
        try {
            // The shell's own kill: not every container has the program.
            Commands.Result result = new ProcessCommands()
                    .run(Path.of("."), Duration.ofSeconds(10), List.of("/bin/sh", "-c", "kill -" + signal + " " + pid));
            if (result.exitCode() != 0) {
                throw new IllegalStateException("no " + signal + " for process " + pid + ": " + result.output());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no " + signal + " for process " + pid, e);
        }
    }
}
