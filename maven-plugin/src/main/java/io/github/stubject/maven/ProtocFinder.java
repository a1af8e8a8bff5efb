package io.github.stubject.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/** Decides which protoc to run. */
final class ProtocFinder {
    private final ProtocRepository repository;
    private final @Nullable Path local;
    private final Path directory;
    private final ModulePaths module;

    /**
     * @param local the protoc that the user chose, if any
     * @param directory where it is run
     * @param module in whose terms places are told
     */
    ProtocFinder(ProtocRepository repository, @Nullable Path local, Path directory, ModulePaths module) {
        this.repository = repository;
        this.directory = directory;
        this.module = module;
        this.local = local == null ? null : local.toAbsolutePath();
    }

    /**
     * Tells one protoc from another, without fetching it: a release by its version, since it never changes; others by
     * their content. Links and scripts that stand for another program are asked for their version as well.
     */
    String identity(List<Artifact> dependencies, Digests digests) throws MojoFailureException, IOException {
        if (local != null) {
            String content = digests.of(chosen(local));
            return standsForAnother(local) ? content + ProtocVersion.ask(new Protoc(local, directory)) : content;
        }
        String version = protobufVersion(dependencies);
        return version.endsWith("-SNAPSHOT") ? digests.of(repository.resolve(version)) : version;
    }

    /**
     * The user's protoc, else the one of the same version as {@code protobuf-java}: what a newer one generates does not
     * run, what an older one generates may warn.
     */
    ProtocBinary find(List<Artifact> dependencies) throws MojoFailureException {
        String version = protobufVersion(dependencies);
        return local == null
                ? new ProtocBinary(repository.resolve(version), version, true)
                : new ProtocBinary(chosen(local), version, false);
    }

    /** Version managers have such. */
    private static boolean standsForAnother(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return true;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == '#' && in.read() == '!';
        }
    }

    private Path chosen(Path local) throws MojoFailureException {
        if (!Files.isRegularFile(local) || !Files.isExecutable(local)) {
            throw new MojoFailureException("<protoc> is " + module.show(local) + ", "
                    + (Files.exists(local) ? "which is no executable file." : "and there is no such file.")
                    + " Name another, or leave <protoc> out for the one from Maven Central.");
        }
        return local;
    }

    /** The version of the project's protobuf-java. */
    static String protobufVersion(List<Artifact> dependencies) throws MojoFailureException {
        return dependencies.stream()
                .filter(artifact -> artifact.getGroupId().equals("com.google.protobuf")
                        && artifact.getArtifactId().equals("protobuf-java"))
                .map(Artifact::getBaseVersion)
                .findFirst()
                .orElseThrow(() -> new MojoFailureException("There is no protobuf-java among the dependencies, which"
                        + " the generated code needs and which decides protoc's version."
                        + " Add the dependency io.github.stubject:stubject-runtime, which brings it along."));
    }
}
