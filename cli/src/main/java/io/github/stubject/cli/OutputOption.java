package io.github.stubject.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stubject.generator.SchemaException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a text goes: a mixin for all sub-commands that write one. */
final class OutputOption {
    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write it. By default to the standard output.")
    private @Nullable Path file;

    /** The file; {@code null} for the standard output. */
    @Nullable
    Path file() {
        return file;
    }

    /** What makes a text from a schema. */
    @FunctionalInterface
    interface Writer {
        /**
         * The text.
         *
         * @throws IllegalArgumentException if it cannot be as the options want it
         */
        String write() throws SchemaException;
    }

    /** Takes the text there. */
    void write(Writer writer) throws CommandException {
        try {
            print(writer.write());
        } catch (SchemaException e) {
            throw CommandException.of(e);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private void print(String text) throws CommandException {
        if (file != null) {
            write(text, file);
        } else if (command != null) {
            PrintWriter printer = command.commandLine().getOut();
            printer.print(text);
            printer.flush();
        }
    }

    private static void write(String text, Path file) throws CommandException {
        try {
            Files.writeString(file, text, UTF_8);
        } catch (IOException e) {
            throw new CommandException("cannot write " + file + ": " + e, e);
        }
    }
}
