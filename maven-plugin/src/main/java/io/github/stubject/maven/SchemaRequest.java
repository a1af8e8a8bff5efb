package io.github.stubject.maven;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.Artifact;

/**
 * Which protos a run of a goal reads.
 *
 * @param module whose protos they are
 * @param sources directories with the protos that it is about
 * @param imports further directories from which they can import
 * @param selection which of the protos, those of {@code servicesFrom} included
 * @param servicesFrom dependencies, as groupId:artifactId, whose protos it is about as well
 * @param dependencies the resolved dependencies
 * @param work a directory of this execution's own
 */
record SchemaRequest(
        ModulePaths module,
        List<Path> sources,
        List<Path> imports,
        Selection selection,
        List<String> servicesFrom,
        List<Artifact> dependencies,
        Path work) {
    SchemaRequest {
        sources = List.copyOf(sources);
        imports = List.copyOf(imports);
        servicesFrom = List.copyOf(servicesFrom);
        dependencies = List.copyOf(dependencies);
    }
}
