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
public final class CheckMojo extends AbstractServicesMojo {
    /**
     * What is deployed: written by the goal {@code baseline}, or a descriptor set. Default: {@code
     * stubject-baseline.binpb} in the module.
     */
    @Parameter(property = "stubject.baseline")
    private @Nullable File baseline;

    /**
     * What is deployed, as a release has it, in place of a file: {@code groupId:artifactId:version} of a release to which
     * the goal {@code attach-baseline} gave its baseline, or {@code groupId:artifactId:type:classifier:version} of another
     * artifact that is a descriptor set.
     */
    @Parameter(property = "stubject.baselineArtifact")
    private @Nullable String baselineArtifact;

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
        DeployedBaseline deployed = deployed();
        if (!deployed.exists() && !schema.hasServices()) {
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
        new BaselineCheck(getLog(), module(), deployed, allow == null ? null : allow.toPath()).run(schema);
    }

    private DeployedBaseline deployed() throws MojoFailureException {
        if (baselineArtifact == null) {
            return BaselineFile.of(baseline, module());
        }
        if (baseline != null) {
            throw new MojoFailureException("<baseline> is " + module().show(baseline.toPath())
                    + ", and <baselineArtifact> is " + baselineArtifact
                    + ". There is one baseline to compare with: leave one of them out.");
        }
        return ReleasedBaseline.find(baselineArtifact, project(), repositories());
    }
}
