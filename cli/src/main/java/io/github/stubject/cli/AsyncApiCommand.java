package io.github.stubject.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.asyncapi.AsyncApi;
import io.github.stubject.generator.asyncapi.AsyncApiDocument;
import io.github.stubject.generator.DocumentRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Describes services as AsyncAPI has it. */
@Command(name = "asyncapi", description = "Describes services in an AsyncAPI 3.0 document.")
final class AsyncApiCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec command;

    @Mixin
    private final SchemaOptions schema = new SchemaOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. By default as the end of --out's name says, else YAML.")
    private @Nullable Format format;

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

    private enum Format {
        JSON,
        YAML
    }

    @Override
    public Integer call() throws CommandException {
        SchemaFiles files = schema.read();
        try {
            write(AsyncApi.document(DocumentRequest.builder(files.descriptorSet(), files.names())
                    .prefix(prefix)
                    .title(title)
                    .version(version)
                    .build()));
            return 0;
        } catch (SchemaException e) {
            throw CommandException.of(e);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private void write(AsyncApiDocument document) throws CommandException {
        String text = isJson() ? document.toJson() : document.toYaml();
        if (out == null) {
            print(text);
            return;
        }
        try {
            Files.writeString(out, text, UTF_8);
        } catch (IOException e) {
            throw new CommandException("cannot write " + out + ": " + e, e);
        }
    }

    private boolean isJson() {
        return format == null
                ? out != null && out.toString().toLowerCase(Locale.ROOT).endsWith(".json")
                : format == Format.JSON;
    }

    private void print(String text) {
        if (command != null) {
            PrintWriter printer = command.commandLine().getOut();
            printer.print(text);
            printer.flush();
        }
    }
}
