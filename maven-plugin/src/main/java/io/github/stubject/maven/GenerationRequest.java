package io.github.stubject.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.maven.artifact.Artifact;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a goal is to do.
 *
 * @param module whose protos they are
 * @param sources directories with the protos to generate from
 * @param imports further directories from which they can import
 * @param selection which of the protos, those of {@code servicesFrom} included
 * @param messages whether to generate message classes
 * @param servicesFrom dependencies, as groupId:artifactId, whose protos get services
 * @param javaPackage the package of service types, {@code null} for the proto's
 * @param dependencies the resolved dependencies
 * @param output where generated sources go
 * @param work a directory of this execution's own
 * @param otherRoots the source roots among which a generated class must be unique; {@code output} may be one of them
 * @param tool this plugin's build
 */
record GenerationRequest(
        ModulePaths module,
        List<Path> sources,
        List<Path> imports,
        Selection selection,
        boolean messages,
        List<String> servicesFrom,
        @Nullable String javaPackage,
        List<Artifact> dependencies,
        Path output,
        Path work,
        List<Path> otherRoots,
        Tool tool) {

    GenerationRequest {
        sources = List.copyOf(sources);
        imports = List.copyOf(imports);
        servicesFrom = List.copyOf(servicesFrom);
        dependencies = List.copyOf(dependencies);
        otherRoots = List.copyOf(otherRoots);
    }

    /** Collects a request; what may be left out is empty, what may not fails in {@link #build}. */
    static final class Builder {
        private final ModulePaths module;
        private List<Path> sources = List.of();
        private List<Path> imports = List.of();
        private Selection selection = Selection.of(null, null);
        private boolean messages = true;
        private List<String> servicesFrom = List.of();
        private @Nullable String javaPackage;
        private List<Artifact> dependencies = List.of();
        private @Nullable Path output;
        private @Nullable Path work;
        private List<Path> otherRoots = List.of();
        private @Nullable Tool tool;

        Builder(ModulePaths module) {
            this.module = module;
        }

        Builder sources(List<Path> directories) {
            sources = directories;
            return this;
        }

        Builder imports(List<Path> directories) {
            imports = directories;
            return this;
        }

        Builder selection(Selection ofProtos) {
            selection = ofProtos;
            return this;
        }

        Builder messages(boolean generate) {
            messages = generate;
            return this;
        }

        Builder servicesFrom(List<String> coordinates) {
            servicesFrom = coordinates;
            return this;
        }

        Builder javaPackage(@Nullable String name) {
            javaPackage = name;
            return this;
        }

        Builder dependencies(List<Artifact> resolved) {
            dependencies = resolved;
            return this;
        }

        Builder output(Path directory) {
            output = directory;
            return this;
        }

        Builder work(Path directory) {
            work = directory;
            return this;
        }

        Builder otherRoots(List<Path> directories) {
            otherRoots = directories;
            return this;
        }

        Builder tool(Tool running) {
            tool = running;
            return this;
        }

        GenerationRequest build() {
            return new GenerationRequest(
                    module,
                    sources,
                    imports,
                    selection,
                    messages,
                    servicesFrom,
                    javaPackage,
                    dependencies,
                    Objects.requireNonNull(output),
                    Objects.requireNonNull(work),
                    otherRoots,
                    Objects.requireNonNull(tool));
        }
    }
}
