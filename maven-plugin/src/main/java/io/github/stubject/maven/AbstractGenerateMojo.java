package io.github.stubject.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** What both goals that generate share: the parameters, and the way from them to a run. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
abstract class AbstractGenerateMojo extends AbstractProtoMojo {
    /**
     * Whether to generate the message classes. Set it to {@code false} where another plugin generates them, or where
     * they are part of the sources.
     */
    @Parameter(defaultValue = "true")
    private boolean messages;

    /** The Java package of all generated service types. Default: the Java package of the proto. */
    @Parameter
    private @Nullable String javaPackage;

    AbstractGenerateMojo(RepositorySystem repositories) {
        super(repositories);
    }

    /** Completes the request with what differs between the goals. */
    abstract GenerationRequest request(GenerationRequest.Builder common);

    /** Makes the output a source root of the project. */
    abstract void addSourceRoot(MavenProject project, Path output);

    @Override
    final String purpose() {
        return "generate";
    }

    @Override
    final void run() throws IOException, MojoFailureException {
        long start = System.nanoTime();
        Executions executions = executions();
        GenerationRequest request = request(new GenerationRequest.Builder(module())
                .selection(selection())
                .messages(messages)
                .javaPackage(javaPackage)
                .dependencies(dependencies())
                .work(executions.directory())
                .tool(tool()));
        new Generation(getLog(), protocFinder(request.work()), request, executions, start).run();
        addSourceRoot(project(), request.output());
    }

    final List<Path> roots(List<String> sourceRoots) {
        return sourceRoots.stream().map(Path::of).toList();
    }
}
