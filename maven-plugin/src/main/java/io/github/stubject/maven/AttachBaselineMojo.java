package io.github.stubject.maven;

import io.github.stubject.generator.check.Baseline;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProjectHelper;
import org.eclipse.aether.RepositorySystem;

/**
 * Gives the baseline of the main protos to the module's artifacts, to be installed and deployed beside its jar. The goal
 * {@code check} of later versions compares with it, by {@code baselineArtifact}.
 */
@Mojo(
        name = "attach-baseline",
        defaultPhase = LifecyclePhase.PACKAGE,
        requiresDependencyCollection = ResolutionScope.COMPILE,
        threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
public final class AttachBaselineMojo extends AbstractServicesMojo {
    private final MavenProjectHelper artifacts;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true, required = true)
    private File target;

    @Parameter(defaultValue = "${project.build.finalName}", readonly = true, required = true)
    private String finalName;

    @Inject
    public AttachBaselineMojo(RepositorySystem repositories, MavenProjectHelper artifacts) {
        super(repositories);
        this.artifacts = artifacts;
    }

    @Override
    String purpose() {
        return "attach the baseline";
    }

    @Override
    void run() throws IOException, MojoFailureException {
        SchemaReading reading = reading();
        Schema schema = reading.read("Attaching the baseline of");
        if (schema.names().isEmpty()) {
            reading.tellNothing("No baseline is attached");
        } else if (!schema.hasServices()) {
            getLog().info("No baseline is attached: there are no services in the protos.");
        } else {
            attach(Baseline.write(schema.descriptorSet(), schema.names()));
        }
    }

    private void attach(byte[] baseline) throws IOException, MojoFailureException {
        Path path =
                target.toPath().resolve(finalName + "-" + ReleasedBaseline.CLASSIFIER + "." + ReleasedBaseline.TYPE);
        BaselineFile file = new BaselineFile(path, module());
        file.write(baseline);
        artifacts.attachArtifact(project(), ReleasedBaseline.TYPE, ReleasedBaseline.CLASSIFIER, path.toFile());
        getLog().info("Attached " + file.shown() + ", " + baseline.length + " bytes.");
    }
}
