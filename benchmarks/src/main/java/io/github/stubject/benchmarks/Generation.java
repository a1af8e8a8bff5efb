package io.github.stubject.benchmarks;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorRequest;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Our generator against protoc-gen-grpc-java: the same descriptor set, the same files, from standard input to standard
 * output. Needs the descriptor set that the corpus's build leaves behind; see README.md.
 */
final class Generation {
    private static final Path CORPUS = Path.of("corpus/target/stubject/generate-corpus/descriptors.binpb");
    private static final Path GRPC = Path.of("benchmarks/target/protoc-gen-grpc-java.exe");
    private static final int ROUNDS = 7;
    private static final String AGAIN = "10";

    /** For a process that is over before what C2 compiles pays. */
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final String name;
    private final FileDescriptorSet set;
    private final List<FileDescriptorProto> withServices;
    private final Path work;
    private final Map<String, List<Double>> ratios = new LinkedHashMap<>();

    private Generation(String name, FileDescriptorSet set) throws IOException {
        this.name = name;
        this.set = set;
        withServices = set.getFileList().stream()
                .filter(file -> file.getServiceCount() > 0)
                .toList();
        work = Files.createTempDirectory("stubject-generation");
    }

    public static void main(String[] args) throws Exception {
        if (!Files.exists(CORPUS)) {
            throw new IllegalStateException("there is no " + CORPUS + "; build it first: see benchmarks/README.md");
        }
        if (!GRPC.toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot make " + GRPC + " executable");
        }
        new Generation("corpus", FileDescriptorSet.parseFrom(Files.readAllBytes(CORPUS))).compare();
        new Generation("ten thousand methods", Synthetic.methods(100, 100)).compare();
    }

    /** In turn, so that what else happens on the machine hits both. */
    private void compare() throws IOException, InterruptedException {
        describe();
        List<String> names =
                withServices.stream().map(FileDescriptorProto::getName).toList();
        Path files = Files.write(work.resolve("files"), names);
        Path ourInput = Files.write(work.resolve("set"), set.toByteArray());
        Path grpcInput = Files.write(
                work.resolve("request"),
                CodeGeneratorRequest.newBuilder()
                        .addAllFileToGenerate(names)
                        .addAllProtoFile(set.getFileList())
                        .build()
                        .toByteArray());
        List<String> command = List.of(GRPC.toAbsolutePath().toString());
        for (int round = 1; round <= ROUNDS; round++) {
            ChildRun grpc = ChildRun.of(command, grpcInput, work.resolve("grpc"));
            System.out.printf("%s, round %d: protoc-gen-grpc-java %s%n", name, round, grpc);
            process("in a JVM of its own", List.of(), files, ourInput, grpc);
            process("the same " + SHORT_LIVED, SHORT_LIVED, files, ourInput, grpc);
            ChildRun.of(java(List.of(), files.toString(), AGAIN), ourInput, work.resolve("times"));
            List<String> times = Files.readAllLines(work.resolve("times"));
            inJvm("the first time in a running JVM", times.get(0), grpc);
            inJvm("the fastest of " + AGAIN + " more", times.get(1), grpc);
        }
        sizes();
        ratios.forEach(this::print);
    }

    private void process(String what, List<String> options, Path files, Path input, ChildRun grpc)
            throws IOException, InterruptedException {
        ChildRun ours = ChildRun.of(java(options, files.toString()), input, work.resolve("ours"));
        System.out.printf("    ours %s: %s%n", what, ours);
        add(what, ours.millis() / grpc.millis());
        add(what + ", processor time", ours.cpuMillis() / grpc.cpuMillis());
    }

    private void inJvm(String what, String millis, ChildRun grpc) {
        System.out.printf("    ours %s: %,.0f ms%n", what, Double.parseDouble(millis));
        add(what, Double.parseDouble(millis) / grpc.millis());
    }

    private void add(String what, double ratio) {
        ratios.computeIfAbsent(what, key -> new ArrayList<>()).add(ratio);
    }

    private void describe() {
        List<ServiceDescriptorProto> services = withServices.stream()
                .flatMap(file -> file.getServiceList().stream())
                .toList();
        System.out.printf(
                "%s: %,d files, %,d of them with %,d services with %,d methods; %.1f MB%n",
                name,
                set.getFileCount(),
                withServices.size(),
                services.size(),
                services.stream()
                        .mapToInt(ServiceDescriptorProto::getMethodCount)
                        .sum(),
                set.getSerializedSize() / 1e6);
    }

    private void sizes() throws IOException {
        for (String who : List.of("grpc", "ours")) {
            CodeGeneratorResponse response = CodeGeneratorResponse.parseFrom(Files.readAllBytes(work.resolve(who)));
            long bytes = response.getFileList().stream()
                    .mapToLong(file -> file.getContentBytes().size())
                    .sum();
            System.out.printf("%s, %s: %,d files, %.1f MB%n", name, who, response.getFileCount(), bytes / 1e6);
        }
    }

    private static List<String> java(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), GenerationInJvm.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private void print(String what, List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        System.out.printf(
                "%s, ours %s: median ratio %.2f (%.2f to %.2f)%n",
                name, what, sorted.get(ROUNDS / 2), sorted.get(0), sorted.get(ROUNDS - 1));
    }
}
