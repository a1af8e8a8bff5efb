package io.github.stubject.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** Describes the services of the main protos: a page of HTML for people, and AsyncAPI documents for programs. */
@Mojo(
        name = "docs",
        defaultPhase = LifecyclePhase.PREPARE_PACKAGE,
        requiresDependencyCollection = ResolutionScope.COMPILE,
        threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
public final class DocsMojo extends AbstractServicesMojo {
    /** Where {@code index.html}, {@code asyncapi.yaml} and {@code asyncapi.json} go. */
    @Parameter(
            property = "stubject.docs.directory",
            defaultValue = "${project.build.directory}/stubject-docs",
            required = true)
    private File docsDirectory;

    /** What hosts and clients put before all subjects. Default: nothing. */
    @Parameter(property = "stubject.docs.prefix")
    private @Nullable String prefix;

    /** The title of the documents. Default: the service's name, or the package of several. */
    @Parameter(property = "stubject.docs.title")
    private @Nullable String title;

    /** The version of the documents. Default: that of the services if they have the same, else 0.0.0. */
    @Parameter(property = "stubject.docs.version")
    private @Nullable String version;

    @Inject
    public DocsMojo(RepositorySystem repositories) {
        super(repositories);
    }

    @Override
    String purpose() {
        return "describe the services";
    }

    @Override
    void run() throws IOException, MojoFailureException {
        SchemaReading reading = reading();
        Schema schema = reading.read("Describing");
        if (schema.names().isEmpty()) {
            reading.tellNothing("Nothing to describe");
        } else if (schema.hasServices()) {
            write(Documents.of(schema, prefix, title, version));
        } else {
            getLog().info("Nothing to describe: there are no services in the protos.");
        }
    }

    private void write(Map<String, String> documents) throws IOException {
        Path directory = Files.createDirectories(docsDirectory.toPath());
        for (Map.Entry<String, String> document : documents.entrySet()) {
            Files.writeString(directory.resolve(document.getKey()), document.getValue());
        }
        getLog().info("Wrote " + String.join(", ", documents.keySet()) + " into " + module().show(directory) + ".");
    }
}
