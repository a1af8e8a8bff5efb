package io.github.stubject.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A protoc of the user's, on protos of the user's. */
final class ProtocProcess {
    /** What protos import that this jar has. */
    private static final List<String> OURS = List.of(
            "stubject/options.proto",
            "google/protobuf/any.proto",
            "google/protobuf/api.proto",
            "google/protobuf/descriptor.proto",
            "google/protobuf/duration.proto",
            "google/protobuf/empty.proto",
            "google/protobuf/field_mask.proto",
            "google/protobuf/java_features.proto",
            "google/protobuf/source_context.proto",
            "google/protobuf/struct.proto",
            "google/protobuf/timestamp.proto",
            "google/protobuf/type.proto",
            "google/protobuf/wrappers.proto");

    private final Path protoc;
    private final List<Path> protoPath;
    private final List<String> protos;
    private final Path work;

    ProtocProcess(Path protoc, List<Path> protoPath, List<String> protos, Path work) {
        this.protoc = protoc;
        this.protoPath = protoPath.isEmpty() ? List.of(Path.of(".")) : List.copyOf(protoPath);
        this.protos = List.copyOf(protos);
        this.work = work;
    }

    /** The descriptor set that it writes with these options. */
    byte[] descriptorSet(String... options) throws IOException, CommandException {
        Path set = work.resolve("set.binpb");
        List<String> command = new ArrayList<>(List.of(protoc.toString()));
        protoPath.forEach(directory -> command.add("-I" + directory));
        command.add("-I" + imports());
        command.addAll(List.of(options));
        command.add("--descriptor_set_out=" + set);
        command.addAll(protos);
        run(command);
        return Files.readAllBytes(set);
    }

    /** Behind the user's own directories, so that these win. */
    private Path imports() throws IOException {
        Path folder = work.resolve("imports");
        for (String name : OURS) {
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                try (InputStream content = ProtocProcess.class.getResourceAsStream("/" + name)) {
                    if (content == null) {
                        throw new IllegalStateException("this jar lacks " + name);
                    }
                    Files.copy(content, file);
                }
            }
        }
        return folder;
    }

    private void run(List<String> command) throws IOException, CommandException {
        Path log = work.resolve("protoc.log");
        Process process =
                start(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()));
        try {
            process.getOutputStream().close();
            if (process.waitFor() != 0) {
                throw new CommandException("protoc refuses the protos:\n"
                        + Files.readString(log, UTF_8).stripTrailing());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted while protoc ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(ProcessBuilder builder) throws CommandException {
        try {
            return builder.start();
        } catch (IOException e) {
            boolean onPath = protoc.getParent() == null;
            throw new CommandException(
                    (onPath ? "there is no " + protoc + " on the PATH" : protoc + " is no protoc that can be started")
                            + "; name one with --protoc, or give a descriptor set with --descriptor-set in place of protos; "
                            + DescriptorSets.HOW_TO_WRITE,
                    e);
        }
    }
}
