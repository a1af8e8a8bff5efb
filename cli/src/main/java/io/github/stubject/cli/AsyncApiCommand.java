package io.github.stubject.cli;

import io.github.stubject.generator.asyncapi.AsyncApi;
import io.github.stubject.generator.asyncapi.AsyncApiDocument;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Describes services as AsyncAPI has it. */
@Command(name = "asyncapi", description = "Describes services in an AsyncAPI 3.0 document.")
final class AsyncApiCommand implements Callable<Integer> {
    @Mixin
    private final SchemaOptions schema = new SchemaOptions();

    @Mixin
    private final DocumentOptions options = new DocumentOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. By default as the end of --out's name says, else YAML.")
    private @Nullable Format format;

    private enum Format {
        JSON,
        YAML
    }

    @Override
    public Integer call() throws CommandException {
        SchemaFiles files = schema.read();
        output.write(() -> {
            AsyncApiDocument document = AsyncApi.document(options.request(files));
            return isJson() ? document.toJson() : document.toYaml();
        });
        return 0;
    }

    private boolean isJson() {
        Path out = output.file();
        return format == null
                ? out != null && out.toString().toLowerCase(Locale.ROOT).endsWith(".json")
                : format == Format.JSON;
    }
}
