package io.github.stubject.maven;

import java.nio.file.Path;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;

/** Gets protoc as Maven gets any artifact: with its mirrors, credentials, local repository and offline mode. */
final class ProtocRepository {
    private static final String WAY_OUT = " Or set <protoc> to a protoc on this machine.";

    private final Repositories repositories;
    private final Log log;

    /** @param repositories those of the project's dependencies: where protobuf-java is, protoc is */
    ProtocRepository(Repositories repositories, Log log) {
        this.repositories = repositories;
        this.log = log;
    }

    /** The protoc of a version for this machine, in the local repository. */
    Path resolve(String version) throws MojoFailureException {
        String osName = System.getProperty("os.name");
        String osArch = System.getProperty("os.arch");
        String classifier = ProtocPlatform.classifier(osName, osArch);
        if (classifier == null) {
            throw new MojoFailureException("There is no protoc on Maven Central for " + osName + " on " + osArch
                    + ". Set <protoc> to a protoc " + version + " on this machine.");
        }
        Artifact protoc = new DefaultArtifact("com.google.protobuf", "protoc", classifier, "exe", version);
        if (!repositories.offline() && !repositories.haveLocally(protoc)) {
            log.info("Fetching protoc " + version + " for " + classifier + " into the local repository.");
        }
        try {
            return repositories.resolve(protoc).getFile().toPath();
        } catch (ArtifactResolutionException e) {
            throw new MojoFailureException(explanation(version, classifier, e), e);
        }
    }

    private String explanation(String version, String classifier, ArtifactResolutionException failure) {
        String what = "protoc " + version + " for " + classifier;
        if (repositories.offline()) {
            return what + " is not in the local repository, and Maven is offline. Run it once without -o." + WAY_OUT;
        }
        if (failure.getCause() instanceof ArtifactNotFoundException) {
            return what + " does not exist in " + repositories.names() + ". Its version follows that of protobuf-java:"
                    + " use a protobuf-java whose protoc exists for this platform." + WAY_OUT;
        }
        return what + " could not be fetched: " + failure.getMessage() + "." + WAY_OUT;
    }
}
