package io.github.stubject.maven;

import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.LocalArtifactRequest;
import org.eclipse.aether.repository.LocalRepositoryManager;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Where a project's artifacts come from, with Maven's mirrors, credentials, local repository and offline mode. */
record Repositories(RepositorySystem system, RepositorySystemSession session, List<RemoteRepository> remotes) {
    Repositories {
        remotes = List.copyOf(remotes);
    }

    /** The artifact with its file. */
    Artifact resolve(Artifact artifact) throws ArtifactResolutionException {
        return system.resolveArtifact(session, new ArtifactRequest(artifact, remotes, null))
                .getArtifact();
    }

    boolean haveLocally(Artifact artifact) {
        LocalRepositoryManager local = session.getLocalRepositoryManager();
        return local != null
                && local.find(session, new LocalArtifactRequest(artifact, remotes, null))
                        .isAvailable();
    }

    boolean offline() {
        return session.isOffline();
    }

    /** For messages: the repositories that were asked. */
    String names() {
        return String.join(
                ", ",
                remotes.stream()
                        .map(remote -> remote.getId() + " (" + remote.getUrl() + ")")
                        .toList());
    }
}
