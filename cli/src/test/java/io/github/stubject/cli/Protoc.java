package io.github.stubject.cli;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorRequest;
import io.github.stubject.generator.GeneratedFile;
import io.github.stubject.generator.Generator;
import io.github.stubject.generator.GeneratorRequest;
import io.github.stubject.generator.SchemaException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The real protoc, on the protos of a folder of {@code src/test/proto}. */
final class Protoc {
    private static final List<String> IMPORTS = List.of(
            "stubject/options.proto",
            "google/protobuf/descriptor.proto",
            "google/protobuf/empty.proto",
            "google/protobuf/java_features.proto");

    private final Path protos;
    private final Path work;

    /** For the protos of the folder; the work directory is for what protoc reads and writes. */
    Protoc(String folder, Path work) {
        protos = Path.of("src/test/proto", folder).toAbsolutePath();
        this.work = work;
    }

    /** Runs it on some of the protos. */
    Command run(List<String> files, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(executable().toString(), "-I" + protos, "-I" + imports(work)));
        command.addAll(List.of(options));
        command.addAll(files);
        return Command.run(work, Map.of(), command);
    }

    /** The descriptors of these protos and all that they import. */
    FileDescriptorSet descriptorSet(List<String> files) throws IOException {
        Path set = work.resolve("set.binpb");
        run(files, "--include_imports", "--include_source_info", "--descriptor_set_out=" + set)
                .succeeds();
        return FileDescriptorSet.parseFrom(Files.readAllBytes(set));
    }

    /** What protoc sends to its plugins, but for its version. */
    CodeGeneratorRequest.Builder request(String... files) throws IOException {
        return CodeGeneratorRequest.newBuilder()
                .addAllFileToGenerate(List.of(files))
                .addAllProtoFile(descriptorSet(List.of(files)).getFileList());
    }

    /** What the engine generates from protoc's descriptors, without any plugin, by path. */
    Map<String, String> generated(List<String> files, @Nullable String javaPackage)
            throws IOException, SchemaException {
        byte[] descriptors = descriptorSet(files).toByteArray();
        Map<String, String> texts = new TreeMap<>();
        for (GeneratedFile file : Generator.generate(new GeneratorRequest(descriptors, Set.copyOf(files), javaPackage))
                .files()) {
            texts.put(file.path(), file.content());
        }
        return texts;
    }

    /** All files below a directory, by path. */
    static Map<String, String> texts(Path directory) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(directory.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return texts;
    }

    /** The file that the build took from Maven Central, where files are not executable. */
    static Path executable() {
        File protoc = new File(System.getProperty("protoc"));
        if (!protoc.canExecute() && !protoc.setExecutable(true)) {
            throw new AssertionError("cannot make " + protoc + " executable");
        }
        return protoc.toPath();
    }

    /** A directory with the protos that the others import. */
    static Path imports(Path work) throws IOException {
        Path folder = work.resolve("include");
        for (String name : IMPORTS) {
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                try (InputStream content = Protoc.class.getResourceAsStream("/" + name)) {
                    Files.copy(content, file);
                }
            }
        }
        return folder;
    }
}
