package io.github.stubject.maven;

import java.io.IOException;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** What the goals share that look at the services for which {@code generate} generates. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
abstract class AbstractServicesMojo extends AbstractProtoMojo {
    /**
     * Dependencies, each as {@code groupId:artifactId}, whose services count too, as in the goal {@code generate}.
     * {@code includes} and {@code excludes} apply. Default: none.
     */
    @Parameter
    private @Nullable List<String> servicesFrom;

    AbstractServicesMojo(RepositorySystem repositories) {
        super(repositories);
    }

    /** Has protoc read what {@code generate} reads. */
    final SchemaReading reading() throws IOException, MojoFailureException {
        Executions executions = executions();
        SchemaRequest request = new SchemaRequest(
                module(),
                mainSources(),
                List.of(),
                selection(),
                servicesFrom == null ? List.of() : servicesFrom,
                dependencies(),
                executions.directory());
        return new SchemaReading(getLog(), protocFinder(request.work()), request, executions.home());
    }

    @Override
    @Nullable
    String skippedFor() {
        return null;
    }
}
