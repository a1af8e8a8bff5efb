package io.github.stubject.maven;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** What all goals share: the parameters that say which protos, and how a mistake is told. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
abstract class AbstractProtoMojo extends AbstractMojo {
    private final RepositorySystem repositories;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    /**
     * The directories with the main protos. Imports are relative to them. Default: {@code src/main/proto}.
     */
    @Parameter
    private @Nullable List<File> sourceDirectories;

    /**
     * Which protos it is about: Ant patterns over the names by which protos import each other, such as
     * <code>com/acme/**</code>. Those left out can still be imported. Default: all.
     */
    @Parameter
    private @Nullable List<String> includes;

    /** Which of the included protos to leave out: Ant patterns as in {@code includes}. Default: none. */
    @Parameter
    private @Nullable List<String> excludes;

    /**
     * A protoc on this machine. Default: the protoc from Maven Central whose version is that of the project's
     * {@code protobuf-java}.
     */
    @Parameter(property = "stubject.protoc")
    private @Nullable File protoc;

    /** Leaves the goal out. */
    @Parameter(property = "stubject.skip", defaultValue = "false")
    private boolean skip;

    AbstractProtoMojo(RepositorySystem repositories) {
        this.repositories = repositories;
    }

    /** Does what the goal is there for. */
    abstract void run() throws IOException, MojoFailureException;

    /** What the goal is there for, such as {@code generate}: the rest of a sentence with "could not". */
    abstract String purpose();

    /** The property for which one of the goals is left out, beside the one for all, if it is set; else {@code null}. */
    abstract @Nullable String skippedFor();

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped.");
            return;
        }
        String property = skippedFor();
        if (property != null) {
            getLog().info("Skipped, since " + property + " is set.");
            return;
        }
        try {
            run();
        } catch (UnreadableJarException e) {
            throw new MojoFailureException(Trouble.text(purpose(), e, module()), e);
        } catch (IOException e) {
            throw trouble(e);
        } catch (UncheckedIOException e) {
            // From walking through directories.
            throw trouble(Objects.requireNonNull(e.getCause()));
        } catch (RuntimeException e) {
            throw new MojoExecutionException(
                    "A mistake of stubject-maven-plugin's own: " + e + ". Please report it with the output of mvn -X.",
                    e);
        }
    }

    private MojoExecutionException trouble(IOException e) {
        MojoExecutionException trouble = new MojoExecutionException(Trouble.text(purpose(), e, module()));
        // Not as the cause: Maven would put its message, often a mere path, behind ours.
        trouble.addSuppressed(e);
        return trouble;
    }

    final Executions executions() {
        return new Executions(
                Path.of(project.getBuild().getDirectory()).resolve("stubject"),
                Executions.name(execution.getGoal(), execution.getExecutionId()),
                executionsInPom());
    }

    final ProtocFinder protocFinder(Path work) {
        return new ProtocFinder(
                new ProtocRepository(repositories(), getLog()),
                protoc == null ? null : protoc.toPath(),
                work.resolve("run"),
                module());
    }

    final Repositories repositories() {
        return new Repositories(repositories, session.getRepositorySession(), project.getRemoteProjectRepositories());
    }

    final Selection selection() {
        return Selection.of(includes, excludes);
    }

    final List<Path> mainSources() {
        return directories("sourceDirectories", sourceDirectories, "src/main/proto");
    }

    final List<Path> directories(String parameter, @Nullable List<File> configured, String fallback) {
        if (configured == null) {
            return List.of(project.getBasedir().toPath().resolve(fallback));
        }
        List<Path> directories = configured.stream().map(File::toPath).toList();
        new ConfiguredDirectories(parameter, module()).wrong(directories).forEach(getLog()::warn);
        return directories;
    }

    final ModulePaths module() {
        return new ModulePaths(project.getBasedir().toPath());
    }

    final MavenProject project() {
        return project;
    }

    final Tool tool() {
        return Tool.of(execution.getMojoDescriptor().getPluginDescriptor());
    }

    final List<Artifact> dependencies() throws MojoFailureException {
        return new Dependencies(
                        repositories,
                        session.getRepositorySession(),
                        project.getRemoteProjectRepositories(),
                        session.getProjects())
                .resolve(project.getArtifacts());
    }

    private Set<String> executionsInPom() {
        Set<String> names = new HashSet<>();
        for (PluginExecution configured : execution.getPlugin().getExecutions()) {
            for (String goal : configured.getGoals()) {
                names.add(Executions.name(goal, configured.getId()));
            }
        }
        return names;
    }
}
