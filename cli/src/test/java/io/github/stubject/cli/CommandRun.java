package io.github.stubject.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a sub-command on the descriptor set of one proto, and keeps what it prints. */
final class CommandRun {
    private static final String PROTO = "parcels.proto";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final String command;
    private final Path file;
    private final byte[] set;

    CommandRun(String command, Path work) throws IOException {
        this.command = command;
        this.file = work.resolve("parcels.binpb");
        this.set = new Protoc("events", work).descriptorSet(List.of(PROTO)).toByteArray();
        Files.write(file, set);
    }

    byte[] set() {
        return set;
    }

    /** Runs it with such arguments; the result is the exit code. */
    int with(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(command, "--descriptor-set", file.toString()));
        all.addAll(List.of(arguments));
        PrintStream errors = new PrintStream(err, true, UTF_8);
        return new Main(new ByteArrayInputStream(new byte[0]), out, errors, false).run(all);
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }
}
