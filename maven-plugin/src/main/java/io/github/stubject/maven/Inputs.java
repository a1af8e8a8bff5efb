package io.github.stubject.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.artifact.Artifact;

/**
 * What a run reads, found but not yet read.
 *
 * @param sources the directories to generate from
 * @param imports further directories of the project that can be imported from
 * @param dependencies those with a file
 */
record Inputs(List<ProtoDirectory> sources, List<ProtoDirectory> imports, List<Artifact> dependencies) {
    static Inputs of(SchemaRequest request) throws IOException {
        return new Inputs(
                scan(request.sources()),
                scan(request.imports()),
                request.dependencies().stream()
                        .filter(dependency -> dependency.getFile() != null)
                        .toList());
    }

    /** Whether the project has protos of its own, selected or not. */
    boolean hasProtos() {
        return sources.stream().anyMatch(source -> !source.names().isEmpty());
    }

    /** The project's own protos to generate from, by import name. */
    List<String> selected(Selection selection) {
        return sources.stream()
                .flatMap(source -> selection.of(source.names()).stream())
                .distinct()
                .toList();
    }

    /**
     * Changes whenever the outputs might.
     *
     * @param protoc which one it is
     */
    String fingerprint(GenerationRequest request, String protoc, Digests digests) throws IOException {
        Fingerprint fingerprint = new Fingerprint()
                .addAll(request.schema().selection().includes())
                .addAll(request.schema().selection().excludes())
                .add(String.valueOf(request.messages()))
                .addAll(request.schema().servicesFrom())
                .add(String.valueOf(request.javaPackage()))
                .add(protoc);
        request.tool().addTo(fingerprint, digests);
        for (ProtoDirectory directory : sources) {
            fingerprint.add("source");
            directory.addTo(fingerprint, digests);
        }
        for (ProtoDirectory directory : imports) {
            fingerprint.add("import");
            directory.addTo(fingerprint, digests);
        }
        for (Artifact dependency : dependencies) {
            DependencyProtos.addTo(fingerprint, dependency, digests);
        }
        return fingerprint.finish();
    }

    private static List<ProtoDirectory> scan(List<Path> directories) throws IOException {
        List<ProtoDirectory> scanned = new ArrayList<>();
        for (Path directory : directories) {
            scanned.add(ProtoDirectory.scan(directory));
        }
        return scanned;
    }
}
