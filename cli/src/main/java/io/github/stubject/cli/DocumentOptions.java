package io.github.stubject.cli;

import io.github.stubject.generator.DocumentRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a document says: a mixin for all sub-commands that describe services. */
final class DocumentOptions {
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
}
