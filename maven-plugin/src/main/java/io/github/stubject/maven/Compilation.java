package io.github.stubject.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stubject.generator.GeneratedFile;
import io.github.stubject.generator.Generator;
import io.github.stubject.generator.GeneratorRequest;
import io.github.stubject.generator.GeneratorResult;
import io.github.stubject.generator.Problem;
import io.github.stubject.generator.SchemaException;
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

/** From protos to Java files in a directory: protoc for the messages and for the descriptors, the generator for the rest. */
final class Compilation {
    private final Log log;
    private final GenerationRequest request;
    private final Inputs inputs;
    private final ProtocBinary binary;

    Compilation(Log log, GenerationRequest request, Inputs inputs, ProtocBinary binary) {
        this.log = log;
        this.request = request;
        this.inputs = inputs;
        this.binary = binary;
    }

    /** @param protos the project's own, by import name */
    GeneratorResult into(Path directory, List<String> protos) throws IOException, MojoFailureException {
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
        Set<String> withServices = new LinkedHashSet<>(protos);
        withServices.addAll(servicesFrom.protos());

        ImportPath importPath = new ImportPath(path, request.module());
        Protoc protoc = protoc();
        log.info("Generating from " + Lines.count(withServices.size(), "proto") + " with protoc "
                + (binary.inRepository() ? binary.protobuf() : shown(binary.file())) + ".");
        byte[] descriptorSet = descriptorSet(protoc, importPath, withServices);
        warnOfShadowed(ShadowedProtos.find(importPath, descriptorSet));
        GeneratorResult result = services(importPath, descriptorSet, withServices);
        for (GeneratedFile file : result.files()) {
            Path target = directory.resolve(file.path());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.content(), UTF_8);
        }
        if (request.messages() && !protos.isEmpty()) {
            protoc(protoc, importPath, List.of("--java_out=" + directory.toAbsolutePath()), protos);
        }
        return result;
    }

    private byte[] descriptorSet(Protoc protoc, ImportPath importPath, Set<String> protos)
            throws IOException, MojoFailureException {
        Path file = request.work().resolve("descriptors.binpb").toAbsolutePath();
        List<String> arguments = List.of("--include_imports", "--include_source_info", "--descriptor_set_out=" + file);
        Files.deleteIfExists(file);
        ProtocWarnings warnings = new ProtocWarnings(log, importPath, unpacked());
        protoc(protoc, importPath, arguments, protos).forEach(warnings::print);
        if (!Files.exists(file)) {
            throw new MojoFailureException(
                    shown(binary.file()) + " ended without an error, but wrote no descriptors to " + shown(file)
                            + ". Is it a protoc? Name another with <protoc>, or leave that out for the one from Maven Central.");
        }
        return Files.readAllBytes(file);
    }

    private void warnOfShadowed(List<String> protos) {
        if (!protos.isEmpty()) {
            log.warn(
                    Lines.count(protos.size(), "proto") + " with different content in several places. The project's own"
                            + " come first, then dependencies in the order of the POM. "
                            + (protos.size() == 1 ? "" : "-X shows all. The first: ") + protos.get(0));
            protos.forEach(log::debug);
        }
    }

    private String shown(Path path) {
        return request.module().show(path);
    }

    private Path unpacked() {
        return request.work().resolve("imports").toAbsolutePath();
    }

    private Protoc protoc() throws IOException, MojoFailureException {
        Protoc protoc = new Protoc(
                binary.executable(request.work().resolve("protoc")),
                request.work().resolve("run"));
        if (!binary.inRepository()) {
            String warning = ProtocVersion.check(protoc, shown(binary.file()), binary.protobuf());
            if (warning != null && request.messages()) {
                log.warn(warning);
            }
        }
        return protoc;
    }

    private List<String> protoc(Protoc protoc, ImportPath importPath, List<String> outputs, Collection<String> protos)
            throws IOException, MojoFailureException {
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

    private GeneratorResult services(ImportPath importPath, byte[] descriptorSet, Set<String> protos)
            throws MojoFailureException {
        try {
            return Generator.generate(new GeneratorRequest(descriptorSet, protos, request.javaPackage()));
        } catch (SchemaException e) {
            List<String> lines = e.problems().stream()
                    .map(problem -> located(importPath, problem))
                    .toList();
            throw new MojoFailureException(
                    Lines.join("The protos have " + Lines.count(lines.size(), "problem") + ":", lines, ""));
        }
    }

    private static String located(ImportPath importPath, Problem problem) {
        if (problem.file().isEmpty()) {
            // The one thing that is wrong without a file.
            return "<javaPackage>: " + problem.message();
        }
        String position = problem.line() == 0 ? "" : ":" + problem.line() + ":" + problem.column();
        return importPath.locate(problem.file()) + position + ": " + problem.message();
    }
}
