package io.github.stubject.cli;

import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorRequest;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse.Feature;
import io.github.stubject.generator.GeneratedFile;
import io.github.stubject.generator.Generator;
import io.github.stubject.generator.GeneratorRequest;
import io.github.stubject.generator.GeneratorResult;
import io.github.stubject.generator.Problem;
import io.github.stubject.generator.SchemaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The generator as a plugin of protoc. What is wrong with protos or parameters is part of the response, which protoc
 * shows; what is no request at all is an error of the process.
 */
final class ProtocPlugin {
    private static final int FEATURES = Feature.FEATURE_PROTO3_OPTIONAL_VALUE | Feature.FEATURE_SUPPORTS_EDITIONS_VALUE;
    /** The newest that the protobuf-java in this jar can link. */
    private static final Edition NEWEST = Edition.EDITION_2026;

    private ProtocPlugin() {}

    /** Answers one request, and tells the exit code. */
    static int run(InputStream in, OutputStream out, PrintStream err) throws IOException {
        CodeGeneratorRequest request = read(in);
        if (request.getProtoFileCount() == 0) {
            err.println("stubject-cli: what came on standard input is no request of protoc. See --help.");
            return 1;
        }
        answer(request).writeTo(out);
        out.flush();
        return 0;
    }

    /** An empty request stands for what is none; some garbage is read as one with unknown fields, too. */
    private static CodeGeneratorRequest read(InputStream in) throws IOException {
        try {
            return CodeGeneratorRequest.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            return CodeGeneratorRequest.getDefaultInstance();
        }
    }

    static CodeGeneratorResponse answer(CodeGeneratorRequest request) {
        CodeGeneratorResponse.Builder response = CodeGeneratorResponse.newBuilder()
                .setSupportedFeatures(FEATURES)
                .setMinimumEdition(Edition.EDITION_PROTO2_VALUE)
                .setMaximumEdition(NEWEST.getNumber());
        try {
            for (GeneratedFile file : generate(request).files()) {
                response.addFileBuilder().setName(file.path()).setContent(file.content());
            }
        } catch (SchemaException e) {
            response.setError(all(e.problems()));
        } catch (IllegalArgumentException e) {
            response.setError(String.valueOf(e.getMessage()));
        }
        return response.build();
    }

    private static String all(List<Problem> problems) {
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return problems.stream()
                .map(ProtocPlugin::located)
                .collect(Collectors.joining("\n", "The protos have " + count + ":\n", ""));
    }

    /** The one thing that can be wrong without a file is the parameter. */
    private static String located(Problem problem) {
        return problem.file().isEmpty() ? "--stubject_opt=java_package: " + problem : problem.toString();
    }

    private static GeneratorResult generate(CodeGeneratorRequest request) throws SchemaException {
        PluginParameters parameters = PluginParameters.parse(request.getParameter());
        // By way of bytes, since the options in them are read only where their extensions are known.
        byte[] descriptors = FileDescriptorSet.newBuilder()
                .addAllFile(request.getProtoFileList())
                .build()
                .toByteArray();
        return Generator.generate(new GeneratorRequest(
                descriptors, new LinkedHashSet<>(request.getFileToGenerateList()), parameters.javaPackage()));
    }
}
