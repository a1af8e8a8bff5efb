package io.github.stubject.benchmarks.generator;

import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse;
import io.github.stubject.generator.Generator;
import io.github.stubject.generator.GeneratorRequest;
import io.github.stubject.generator.GeneratorResult;
import io.github.stubject.generator.SchemaException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Our generator from a descriptor set on standard input to what a protoc plugin answers. Takes a file with the names of
 * the protos. With a number as second argument it generates that many times once more instead, and tells how long the
 * first and the fastest time took, in milliseconds.
 */
final class GenerationInJvm {
    private GenerationInJvm() {}

    public static void main(String[] args) throws IOException, SchemaException {
        Set<String> files = Set.copyOf(Files.readAllLines(Path.of(args[0])));
        GeneratorRequest request = new GeneratorRequest(System.in.readAllBytes(), files, null);
        long start = System.nanoTime();
        GeneratorResult result = Generator.generate(request);
        long first = System.nanoTime() - start;
        if (args.length == 1) {
            write(result);
            return;
        }
        long fastest = first;
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            start = System.nanoTime();
            result = Generator.generate(request);
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        System.out.println(first / 1e6);
        System.out.println(fastest / 1e6);
    }

    private static void write(GeneratorResult result) throws IOException {
        CodeGeneratorResponse.Builder response = CodeGeneratorResponse.newBuilder();
        result.files()
                .forEach(file -> response.addFileBuilder().setName(file.path()).setContent(file.content()));
        OutputStream out = new BufferedOutputStream(System.out);
        response.build().writeTo(out);
        out.flush();
    }
}
