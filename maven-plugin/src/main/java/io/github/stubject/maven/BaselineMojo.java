package io.github.stubject.maven;

import io.github.stubject.generator.check.Baseline;
import java.io.File;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** Writes the baseline from the main protos, for the goal {@code check} to compare with. */
@Mojo(name = "baseline", requiresDependencyCollection = ResolutionScope.COMPILE, threadSafe = true)
public final class BaselineMojo extends AbstractServicesMojo {
    /** The file to write. Default: {@code stubject-baseline.binpb} in the module. */
    @Parameter(property = "stubject.baseline")
    private @Nullable File baseline;

    @Inject
    public BaselineMojo(RepositorySystem repositories) {
        super(repositories);
    }

    @Override
    String purpose() {
        return "write the baseline";
    }

    @Override
    void run() throws IOException, MojoFailureException {
        SchemaReading reading = reading();
        Schema schema = reading.read("Writing the baseline of");
        BaselineFile file = BaselineFile.of(baseline, module());
        if (schema.hasServices()) {
            byte[] bytes = Baseline.write(schema.descriptorSet(), schema.names());
            file.write(bytes);
            getLog().info("Wrote " + file.shown() + ", " + bytes.length
                    + " bytes. Commit it, have the goal check compare"
                    + " with it, and write it anew whenever you deploy or release.");
            return;
        }
        if (schema.names().isEmpty()) {
            reading.tellNothing("No baseline is written");
        } else {
            getLog().info("No baseline is written: there are no services in the protos.");
        }
        if (file.exists()) {
            getLog().warn(file.shown()
                    + " has stayed as it is. Delete it if none of its services is deployed any more.");
        }
    }
}
