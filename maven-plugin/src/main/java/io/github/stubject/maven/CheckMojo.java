package io.github.stubject.maven;

import java.io.File;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** Compares the main protos with a baseline, and fails for what would break programs that are deployed. */
@Mojo(
        name = "check",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyCollection = ResolutionScope.COMPILE,
        threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
public final class CheckMojo extends AbstractServicesMojo {
    /** What is deployed: written by the goal {@code baseline}, or a descriptor set. */
    @Parameter(
            property = "stubject.baseline",
            defaultValue = "${project.basedir}/stubject-baseline.binpb",
            required = true)
    private File baseline;

    /**
     * A file that allows findings, a line for each: rule, element, reason. Default: {@code stubject-allow.txt} in the
     * module, if it is there.
     */
    @Parameter(property = "stubject.allow")
    private @Nullable File allow;

    /** Leaves this goal out, and no other. */
    @Parameter(property = "stubject.check.skip", defaultValue = "false")
    private boolean skipCheck;

    @Inject
    public CheckMojo(RepositorySystem repositories) {
        super(repositories);
    }

    @Override
    String purpose() {
        return "check the protos";
    }

    @Override
    @Nullable
    String skippedFor() {
        return skipCheck ? "stubject.check.skip" : null;
    }

    @Override
    void run() throws IOException, MojoFailureException {
        SchemaReading reading = reading();
        Schema schema = reading.read("Checking");
        BaselineFile file = new BaselineFile(baseline.toPath(), module());
        if (!file.exists() && !schema.hasServices()) {
            if (schema.names().isEmpty()) {
                reading.tellNothing("Nothing to check");
            } else {
                getLog().info("Nothing to check: there are no services in the protos.");
            }
            return;
        }
        if (schema.names().isEmpty()) {
            reading.tellNothing("No protos to compare with the baseline");
        }
        new BaselineCheck(getLog(), module(), file, allow == null ? null : allow.toPath()).run(schema);
    }
}
