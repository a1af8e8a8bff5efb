package io.github.stubject.maven;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.LocalArtifactRequest;
import org.eclipse.aether.repository.LocalRepositoryManager;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;

/** Gets protoc as Maven gets any artifact: with its mirrors, credentials, local repository and offline mode. */
final class ProtocRepository {
    private static final String WAY_OUT = " Or set <protoc> to a protoc on this machine.";

    private final RepositorySystem system;
    private final RepositorySystemSession session;
    private final List<RemoteRepository> remotes;
    private final Log log;

    /** @param remotes those of the project's dependencies: where protobuf-java is, protoc is */
    ProtocRepository(
            RepositorySystem system, RepositorySystemSession session, List<RemoteRepository> remotes, Log log) {
        this.system = system;
        this.session = session;
        this.remotes = List.copyOf(remotes);
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
        if (!session.isOffline() && !isInLocalRepository(protoc)) {
            log.info("Fetching protoc " + version + " for " + classifier + " into the local repository.");
        }
        try {
            return system.resolveArtifact(session, new ArtifactRequest(protoc, remotes, null))
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            throw new MojoFailureException(explanation(version, classifier, e), e);
        }
    }

    private boolean isInLocalRepository(Artifact artifact) {
        LocalRepositoryManager local = session.getLocalRepositoryManager();
        return local != null
                && local.find(session, new LocalArtifactRequest(artifact, remotes, null))
                        .isAvailable();
    }

    private String explanation(String version, String classifier, ArtifactResolutionException failure) {
        String what = "protoc " + version + " for " + classifier;
        if (session.isOffline()) {
            return what + " is not in the local repository, and Maven is offline. Run it once without -o." + WAY_OUT;
        }
        if (failure.getCause() instanceof ArtifactNotFoundException) {
            return what + " does not exist in " + names() + ". Its version follows that of protobuf-java:"
                    + " use a protobuf-java whose protoc exists for this platform." + WAY_OUT;
        }
        return what + " could not be fetched: " + failure.getMessage() + "." + WAY_OUT;
    }

    private String names() {
        return String.join(
                ", ",
                remotes.stream()
                        .map(remote -> remote.getId() + " (" + remote.getUrl() + ")")
                        .toList());
    }
}
