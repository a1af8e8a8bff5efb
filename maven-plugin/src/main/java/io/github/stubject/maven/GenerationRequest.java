package io.github.stubject.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.maven.artifact.Artifact;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a goal is to generate.
 *
 * @param schema from which protos
 * @param messages whether to generate message classes
 * @param javaPackage the package of service types, {@code null} for the proto's
 * @param output where generated sources go
 * @param otherRoots the source roots among which a generated class must be unique; {@code output} may be one of them
 * @param tool this plugin's build
 */
record GenerationRequest(
        SchemaRequest schema,
        boolean messages,
        @Nullable String javaPackage,
        Path output,
        List<Path> otherRoots,
        Tool tool) {

    GenerationRequest {
        otherRoots = List.copyOf(otherRoots);
    }

    ModulePaths module() {
        return schema.module();
    }

    /** A directory of this execution's own. */
    Path work() {
        return schema.work();
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
                    new SchemaRequest(
                            module,
                            sources,
                            imports,
                            selection,
                            servicesFrom,
                            dependencies,
                            Objects.requireNonNull(work)),
                    messages,
                    javaPackage,
                    Objects.requireNonNull(output),
                    otherRoots,
                    Objects.requireNonNull(tool));
        }
    }
}
