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

/** Generates services, and the messages that they exchange, from the protos of the tests. These can import the main ones. */
@Mojo(
        name = "generate-test",
        defaultPhase = LifecyclePhase.GENERATE_TEST_SOURCES,
        requiresDependencyCollection = ResolutionScope.TEST,
        threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
public final class GenerateTestMojo extends AbstractGenerateMojo {
    /** The directories with the protos of the tests. Default: {@code src/test/proto}. */
    @Parameter
    private @Nullable List<File> testSourceDirectories;

    /** Where the generated sources go. It becomes a test source root. Files in it that are not from here stay. */
    @Parameter(defaultValue = "${project.build.directory}/generated-test-sources/stubject", required = true)
    private File testOutputDirectory;

    /** Leaves the goal out, as Maven then leaves out compiling the tests. */
    @Parameter(property = "maven.test.skip", defaultValue = "false")
    private boolean mavenTestSkip;

    @Inject
    public GenerateTestMojo(RepositorySystem repositories) {
        super(repositories);
    }

    @Override
    GenerationRequest request(GenerationRequest.Builder common) {
        return common.sources(directories("testSourceDirectories", testSourceDirectories, "src/test/proto"))
                .imports(mainSources())
                .output(testOutputDirectory.toPath())
                .otherRoots(roots(project().getTestCompileSourceRoots()))
                .build();
    }

    @Override
    @Nullable
    String skippedFor() {
        return mavenTestSkip ? "maven.test.skip" : null;
    }

    @Override
    void addSourceRoot(MavenProject project, Path output) {
        project.addTestCompileSourceRoot(output.toString());
    }
}
