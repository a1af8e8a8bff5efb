package io.github.stubject.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/** Has protoc read the protos of a module, with those of its dependencies to import from. */
final class SchemaCompiler {
    private final Log log;
    private final SchemaRequest request;
    private final Inputs inputs;
    private final ProtocBinary binary;

    private final List<String> fromDependencies;
    private final ImportPath importPath;
    private final Protoc protoc;
    private final @Nullable String versionWarning;

    /** Unpacks the protos of dependencies, and makes protoc ready to run. */
    SchemaCompiler(Log log, SchemaRequest request, Inputs inputs, ProtocBinary binary)
            throws IOException, MojoFailureException {
        this.log = log;
        this.request = request;
        this.inputs = inputs;
        this.binary = binary;
        FileSync.clear(unpacked());
        DependencyProtos dependencyProtos = new DependencyProtos(unpacked());
        List<ProtoDirectory> path = new ArrayList<>(inputs.sources());
        path.addAll(inputs.imports());
        ServicesFrom servicesFrom = new ServicesFrom(request.servicesFrom(), request.selection());
        for (Artifact dependency : inputs.dependencies()) {
            ProtoDirectory found = dependencyProtos.of(dependency);
            servicesFrom.offer(dependency, found);
            path.add(found);
        }
        this.fromDependencies = servicesFrom.protos();
        this.importPath = new ImportPath(path, request.module());
        this.protoc = new Protoc(
                binary.executable(request.work().resolve("protoc")),
                request.work().resolve("run"));
        this.versionWarning =
                binary.inRepository() ? null : ProtocVersion.check(protoc, shown(binary.file()), binary.protobuf());
    }

    /** What to warn of where protoc generates messages: its version is not that of protobuf-java. */
    @Nullable
    String versionWarning() {
        return versionWarning;
    }

    /** Where the protos of dependencies are. */
    Path unpacked() {
        return request.work().resolve("imports").toAbsolutePath();
    }

    /**
     * Reads protos, those of {@code servicesFrom} included.
     *
     * @param doing what the goal does with them, as a user is told
     * @param protos the project's own, by import name
     */
    Schema read(String doing, List<String> protos) throws IOException, MojoFailureException {
        Set<String> names = new LinkedHashSet<>(protos);
        names.addAll(fromDependencies);
        log.info(doing + " " + Lines.count(names.size(), "proto") + " with protoc "
                + (binary.inRepository() ? binary.protobuf() : shown(binary.file())) + ".");
        Path file = request.work().resolve("descriptors.binpb").toAbsolutePath();
        List<String> arguments = List.of("--include_imports", "--include_source_info", "--descriptor_set_out=" + file);
        Files.deleteIfExists(file);
        List<String> said = run(arguments, names);
        if (!Files.exists(file)) {
            throw new MojoFailureException(
                    shown(binary.file()) + " ended without an error, but wrote no descriptors to " + shown(file)
                            + ". Is it a protoc? Name another with <protoc>, or leave that out for the one from Maven Central.");
        }
        return new Schema(Files.readAllBytes(file), names, importPath, said);
    }

    /** Generates message classes. */
    void generateMessages(List<String> protos, Path directory) throws IOException, MojoFailureException {
        run(List.of("--java_out=" + directory.toAbsolutePath()), protos);
    }

    private List<String> run(List<String> outputs, Collection<String> protos) throws IOException, MojoFailureException {
        List<String> arguments = new ArrayList<>(importPath.arguments());
        arguments.addAll(outputs);
        arguments.addAll(protos);
        log.debug("protoc " + String.join(" ", arguments));
        try {
            return protoc.run(arguments);
        } catch (ProtocException e) {
            List<String> lines = e.lines().stream().map(importPath::locateIn).toList();
            boolean notFound = lines.stream().anyMatch(line -> line.endsWith("File not found."));
            if (lines.isEmpty()) {
                throw new MojoFailureException(shown(binary.file()) + " ended with exit code " + e.exitCode()
                        + " and said nothing. Was it killed? If it is no protoc, name another with <protoc>.");
            }
            List<String> all = new ArrayList<>(NotUtf8.among(inputs.sources(), protos, request.module()));
            all.addAll(lines);
            throw new MojoFailureException(
                    Lines.join("protoc refuses the protos:", all, notFound ? importPath.description() : ""));
        }
    }

    private String shown(Path path) {
        return request.module().show(path);
    }
}
