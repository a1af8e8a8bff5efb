package io.github.stubject.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stubject.generator.DocumentRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What a document says, and where it goes: a mixin for all sub-commands that describe services. */
final class DocumentOptions {
    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write it. By default to the standard output.")
    private @Nullable Path out;

    @Option(names = "--prefix", paramLabel = "PREFIX", description = "What hosts and clients put before all subjects.")
    private @Nullable String prefix;

    @Option(
            names = "--title",
            paramLabel = "TITLE",
            description = "The title of the document. By default the service's name, or the package of several.")
    private @Nullable String title;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description =
                    "The version of the document. By default that of the services if they have the same, else 0.0.0.")
    private @Nullable String version;

    /** A request for a document about these protos. */
    DocumentRequest request(SchemaFiles files) {
        return DocumentRequest.builder(files.descriptorSet(), files.names())
                .prefix(prefix)
                .title(title)
                .version(version)
                .build();
    }

    /** Where it goes; {@code null} for the standard output. */
    @Nullable
    Path out() {
        return out;
    }

    /** Takes the text there. */
    void write(String text) throws CommandException {
        if (out != null) {
            write(text, out);
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
