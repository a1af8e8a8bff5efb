package io.github.stubject.generator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real protoc, run on a folder of protos. */
public final class Protoc {
    private static final List<String> WELL_KNOWN = List.of(
            "stubject/options.proto",
            "google/protobuf/any.proto",
            "google/protobuf/descriptor.proto",
            "google/protobuf/duration.proto",
            "google/protobuf/empty.proto",
            "google/protobuf/field_mask.proto",
            "google/protobuf/java_features.proto",
            "google/protobuf/struct.proto",
            "google/protobuf/timestamp.proto",
            "google/protobuf/wrappers.proto");

    private final Path protos;
    private final Path work;

    /** For the protos below one folder; the other is for what protoc writes. */
    public Protoc(Path protos, Path work) {
        this.protos = protos;
        this.work = work;
    }

    /** The names of the protos. */
    public Set<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(protos)) {
            Set<String> names = new TreeSet<>();
            all.filter(file -> file.toString().endsWith(".proto"))
                    .forEach(
                            file -> names.add(protos.relativize(file).toString().replace('\\', '/')));
            return names;
        }
    }

    /** What protoc makes of all protos. */
    public byte[] descriptorSet() throws IOException {
        Path set = work.resolve("set.binpb");
        run("--include_imports", "--include_source_info", "--descriptor_set_out=" + set);
        return Files.readAllBytes(set);
    }

    /** Generates the message classes and tells where. */
    Path messages() throws IOException {
        Path folder = Files.createDirectories(work.resolve("messages"));
        run("--java_out=" + folder);
        return folder;
    }

    private void run(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(executable(), "-I" + protos, "-I" + wellKnown()));
        command.addAll(List.of(options));
        command.addAll(files());
        Path log = work.resolve("protoc.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError("protoc failed:\n" + Files.readString(log, UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** The file that the build took from Maven Central, where files are not executable. */
    private static String executable() {
        File protoc = new File(System.getProperty("protoc"));
        if (!protoc.canExecute() && !protoc.setExecutable(true)) {
            throw new AssertionError("cannot make " + protoc + " executable");
        }
        return protoc.getPath();
    }

    private Path wellKnown() throws IOException {
        Path folder = work.resolve("include");
        for (String name : WELL_KNOWN) {
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                try (InputStream content = Protoc.class.getResourceAsStream("/" + name)) {
                    Files.copy(content, file);
                } catch (IOException e) {
                    throw new UncheckedIOException(name, e);
                }
            }
        }
        return folder;
    }
}
