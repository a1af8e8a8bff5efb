package io.github.stubject.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stubject.generator.GeneratedFile;
import io.github.stubject.generator.Generator;
import io.github.stubject.generator.GeneratorRequest;
import io.github.stubject.generator.GeneratorResult;
import io.github.stubject.generator.SchemaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** From protos to Java files in a directory: protoc for the messages and for the descriptors, the generator for the rest. */
final class Compilation {
    private final Log log;
    private final GenerationRequest request;
    private final SchemaCompiler compiler;

    Compilation(Log log, GenerationRequest request, SchemaCompiler compiler) {
        this.log = log;
        this.request = request;
        this.compiler = compiler;
    }

    /** @param protos the project's own, by import name */
    GeneratorResult into(Path directory, List<String> protos) throws IOException, MojoFailureException {
        if (compiler.versionWarning() != null && request.messages()) {
            log.warn(compiler.versionWarning());
        }
        Schema schema = compiler.read("Generating from", protos);
        ProtocWarnings warnings = new ProtocWarnings(log, schema.importPath(), compiler.unpacked());
        schema.said().forEach(warnings::print);
        warnOfShadowed(ShadowedProtos.find(schema.importPath(), schema.descriptorSet()));
        GeneratorResult result = services(schema);
        for (GeneratedFile file : result.files()) {
            Path target = directory.resolve(file.path());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.content(), UTF_8);
        }
        if (request.messages() && !protos.isEmpty()) {
            compiler.generateMessages(protos, directory);
        }
        return result;
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

    private GeneratorResult services(Schema schema) throws MojoFailureException {
        try {
            return Generator.generate(
                    new GeneratorRequest(schema.descriptorSet(), schema.names(), request.javaPackage()));
        } catch (SchemaException e) {
            throw schema.refuse(e);
        }
    }
}
