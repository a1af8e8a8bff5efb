package io.github.stubject.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;

/**
 * Finds the files of a project's dependencies. Maven would do so before it calls a goal, but refuses where another module
 * of the same build was not compiled yet, as in {@code mvn generate-sources} for a whole reactor. The protos of such a
 * module are taken from where its jar will get them.
 */
final class Dependencies {
    private final RepositorySystem system;
    private final RepositorySystemSession session;
    private final List<RemoteRepository> remotes;
    private final List<MavenProject> reactor;

    Dependencies(
            RepositorySystem system,
            RepositorySystemSession session,
            List<RemoteRepository> remotes,
            List<MavenProject> reactor) {
        this.system = system;
        this.session = session;
        this.remotes = List.copyOf(remotes);
        this.reactor = List.copyOf(reactor);
    }

    /** The same dependencies in the same order, with their files. A module of the reactor may be there several times. */
    List<Artifact> resolve(Collection<Artifact> dependencies) throws MojoFailureException {
        List<Artifact> resolved = new ArrayList<>();
        List<Artifact> missing = new ArrayList<>();
        List<ArtifactRequest> requests = new ArrayList<>();
        for (Artifact dependency : dependencies) {
            List<File> directories = directoriesOfModule(dependency);
            for (File directory : directories) {
                resolved.add(at(dependency, directory));
            }
            if (directories.isEmpty()) {
                resolved.add(dependency);
                if (dependency.getFile() == null) {
                    missing.add(dependency);
                    requests.add(new ArtifactRequest(RepositoryUtils.toArtifact(dependency), remotes, null));
                }
            }
        }
        if (!requests.isEmpty()) {
            List<File> files = files(requests);
            for (int i = 0; i < files.size(); i++) {
                resolved.set(resolved.indexOf(missing.get(i)), at(missing.get(i), files.get(i)));
            }
        }
        return resolved;
    }

    private List<File> files(List<ArtifactRequest> requests) throws MojoFailureException {
        try {
            List<File> files = new ArrayList<>();
            for (ArtifactResult result : system.resolveArtifacts(session, requests)) {
                files.add(result.getArtifact().getFile());
            }
            return files;
        } catch (ArtifactResolutionException e) {
            throw new MojoFailureException(
                    "The project's dependencies cannot be resolved: " + e.getMessage() + "."
                            + (session.isOffline()
                                    ? " Maven is offline: run it once without -o."
                                    : " Correct them in the POM, or the repositories that they come from."),
                    e);
        }
    }

    /** Where the protos of a module of this build are, if it is one and nothing of it is built yet. */
    private List<File> directoriesOfModule(Artifact dependency) {
        for (MavenProject module : reactor) {
            if (isOf(dependency, module) && !isBuilt(dependency)) {
                List<File> directories = new ArrayList<>();
                for (Resource resource : resources(dependency, module)) {
                    // Maven made it absolute.
                    directories.add(new File(resource.getDirectory()));
                }
                return directories;
            }
        }
        return List.of();
    }

    private static boolean isOf(Artifact dependency, MavenProject module) {
        return dependency.getGroupId().equals(module.getGroupId())
                && dependency.getArtifactId().equals(module.getArtifactId())
                && dependency.getBaseVersion().equals(module.getVersion());
    }

    private boolean isBuilt(Artifact dependency) {
        WorkspaceReader reader = session.getWorkspaceReader();
        return dependency.getFile() != null
                || (reader != null && reader.findArtifact(RepositoryUtils.toArtifact(dependency)) != null);
    }

    private static List<Resource> resources(Artifact dependency, MavenProject module) {
        if (!dependency.hasClassifier()) {
            return module.getBuild().getResources();
        }
        return dependency.getClassifier().equals("tests") ? module.getBuild().getTestResources() : List.of();
    }

    private static Artifact at(Artifact dependency, File file) {
        Artifact copy = new DefaultArtifact(
                dependency.getGroupId(),
                dependency.getArtifactId(),
                dependency.getVersion(),
                dependency.getScope(),
                dependency.getType(),
                dependency.getClassifier(),
                dependency.getArtifactHandler());
        copy.setFile(file);
        return copy;
    }
}
