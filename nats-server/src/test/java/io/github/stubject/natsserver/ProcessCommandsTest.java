package io.github.stubject.natsserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessCommandsTest {
    @TempDir
    Path folder;

    private final Commands commands = new ProcessCommands();

    @Test
    void givesTheExitCodeAndWhatWasWrittenToBothStreams() throws IOException {
        Commands.Result result = run(Duration.ofMinutes(1), "echo good; echo bad >&2; pwd; exit 3");
        assertThat(result).isEqualTo(new Commands.Result(3, "good\nbad\n" + folder.toRealPath() + "\n"));
    }

    @Test
    void aProgramThatTakesTooLongIsKilledWithItsChildren() throws Exception {
        assertThatThrownBy(() -> run(Duration.ofSeconds(1), "sleep 1000 & echo $! > child; wait"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not end within 1 s");
        Optional<ProcessHandle> child = ProcessHandle.of(
                Long.parseLong(Files.readString(folder.resolve("child")).strip()));
        if (child.isPresent()) {
            child.get().onExit().get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aProgramThatDoesNotExistIsAnError() {
        assertThatThrownBy(() -> commands.run(folder, Duration.ofSeconds(1), List.of("/nowhere/program")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/nowhere/program");
    }

    private Commands.Result run(Duration limit, String script) throws IOException {
        return commands.run(folder, limit, List.of("/bin/sh", "-c", script));
    }
}
