package io.github.stubject.benchmarks.generator;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A descriptor set, on disk in all shapes that generators want it in.
 *
 * @param names a file with the names of the protos to generate from, a line each
 * @param set a file with the descriptor set
 * @param request a file with what protoc tells its plugins
 */
record Schema(String description, Path names, Path set, Path request) {
    static Schema of(String name, FileDescriptorSet set) throws IOException {
        Path folder = Files.createTempDirectory("stubject-generator");
        List<String> names = set.getFileList().stream()
                .filter(file -> file.getServiceCount() > 0)
                .map(FileDescriptorProto::getName)
                .toList();
        int methods = set.getFileList().stream()
                .flatMap(file -> file.getServiceList().stream())
                .mapToInt(service -> service.getMethodCount())
                .sum();
        CodeGeneratorRequest request = CodeGeneratorRequest.newBuilder()
                .addAllFileToGenerate(names)
                .addAllProtoFile(set.getFileList())
                .build();
        Schema schema = new Schema(
                String.format("%s: %,d methods in %,d files", name, methods, names.size()),
                Files.write(folder.resolve("names"), names),
                Files.write(folder.resolve("set"), set.toByteArray()),
                Files.write(folder.resolve("request"), request.toByteArray()));
        for (Path file : List.of(schema.request, schema.set, schema.names, folder)) {
            file.toFile().deleteOnExit();
        }
        return schema;
    }

    /** A file for what a generator writes. */
    Path output() {
        Path file = names.resolveSibling("output");
        file.toFile().deleteOnExit();
        return file;
    }
}
