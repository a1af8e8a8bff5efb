package io.github.stubject.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * What a release says is deployed: a file among its artifacts.
 *
 * @param shown its coordinates
 * @param file {@code null} if no repository has it
 * @param asked the repositories that were asked
 */
record ReleasedBaseline(String shown, @Nullable Path file, String asked) implements DeployedBaseline {
    /** What the goal {@code attach-baseline} gives to a release. */
    static final String TYPE = "binpb";

    static final String CLASSIFIER = "baseline";

    private static final String WRITER =
            "the goal attach-baseline, in the POM of what is released, makes it part of the release";

    /**
     * @param building which of all versions it cannot be
     * @throws MojoFailureException if it cannot be said whether there is one
     */
    static ReleasedBaseline find(String coordinates, MavenProject building, Repositories repositories)
            throws MojoFailureException {
        Artifact artifact = parse(coordinates);
        if (isOf(artifact, building)) {
            // Maven would find what this build has just attached.
            throw new MojoFailureException("<baselineArtifact> is " + coordinates
                    + ", and that is what is being built. Name a version that was released before.");
        }
        try {
            Path file = repositories.resolve(artifact).getFile().toPath();
            return new ReleasedBaseline(artifact.toString(), file, repositories.names());
        } catch (ArtifactResolutionException e) {
            if (repositories.offline()) {
                throw new MojoFailureException("The baseline " + artifact
                        + " is not in the local repository, and Maven is offline. Run it once without -o.");
            }
            if (e.getCause() instanceof ArtifactNotFoundException) {
                return new ReleasedBaseline(artifact.toString(), null, repositories.names());
            }
            throw new MojoFailureException("The baseline " + artifact + " could not be fetched: " + e.getMessage(), e);
        }
    }

    private static boolean isOf(Artifact artifact, MavenProject project) {
        return artifact.getGroupId().equals(project.getGroupId())
                && artifact.getArtifactId().equals(project.getArtifactId())
                && artifact.getVersion().equals(project.getVersion());
    }

    private static Artifact parse(String coordinates) throws MojoFailureException {
        String[] parts = coordinates.split(":", -1);
        boolean complete = true;
        for (String part : parts) {
            complete &= !part.isBlank();
        }
        if (complete && parts.length == 3) {
            return new DefaultArtifact(parts[0], parts[1], CLASSIFIER, TYPE, parts[2]);
        }
        if (complete && parts.length == 5) {
            return new DefaultArtifact(parts[0], parts[1], parts[3], parts[2], parts[4]);
        }
        throw new MojoFailureException("<baselineArtifact> is " + coordinates
                + ". Write it as groupId:artifactId:version, or as groupId:artifactId:type:classifier:version.");
    }

    @Override
    public boolean exists() {
        return file != null;
    }

    @Override
    public byte[] read() throws IOException, MojoFailureException {
        if (file == null) {
            throw new MojoFailureException(
                    "There is no baseline " + shown + " in " + asked
                            + ". Name a release in <baselineArtifact> that has one: " + WRITER
                            + ". Before the first such release, leave the check out: -Dstubject.check.skip. If only this module"
                            + " is newer than that release, set <skipCheck>true</skipCheck> in its POM until its first release.");
        }
        return Files.readAllBytes(file);
    }

    @Override
    public String howToReplace() {
        return "Once nothing of that release is deployed any more, name a newer one in <baselineArtifact>.";
    }

    @Override
    public String howToWrite() {
        return "What makes it: " + WRITER + ".";
    }
}
