package io.github.stubject.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** Generates services, and the messages that they exchange, from the main protos. */
@Mojo(
        name = "generate",
        defaultPhase = LifecyclePhase.GENERATE_SOURCES,
        requiresDependencyCollection = ResolutionScope.COMPILE,
        threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
public final class GenerateMojo extends AbstractGenerateMojo {
    /** Where the generated sources go. It becomes a source root. Files in it that are not from here stay. */
    @Parameter(defaultValue = "${project.build.directory}/generated-sources/stubject", required = true)
    private File outputDirectory;

    /**
     * Dependencies, each as {@code groupId:artifactId}, whose protos get services generated too. Their message classes
     * are those in the dependency. {@code includes} and {@code excludes} apply. Default: none.
     */
    @Parameter
    private @Nullable List<String> servicesFrom;

    @Inject
    public GenerateMojo(RepositorySystem repositories) {
        super(repositories);
    }

    @Override
    GenerationRequest request(GenerationRequest.Builder common) {
        return common.sources(mainSources())
                .servicesFrom(servicesFrom == null ? List.of() : servicesFrom)
                .output(outputDirectory.toPath())
                .otherRoots(roots(project().getCompileSourceRoots()))
                .build();
    }

    @Override
    @Nullable
    String skippedFor() {
        return null;
    }

    @Override
    void addSourceRoot(MavenProject project, Path output) {
        project.addCompileSourceRoot(output.toString());
    }
}
