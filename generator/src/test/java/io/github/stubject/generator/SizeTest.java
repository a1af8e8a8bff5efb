package io.github.stubject.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stubject.generator.served.GeneratedService;
import io.github.stubject.generator.served.ServedCalls;
import io.github.stubject.runtime.RpcService;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is as large as Java can hold is compiled and used; what is one larger is a problem before javac sees it. */
class SizeTest {
    private static final String HEAD = """
            syntax = "proto3";
            package acme;
            option java_package = "com.acme";
            option java_multiple_files = true;
            import "google/protobuf/empty.proto";
            import "stubject/options.proto";
            message M { string a = 1; string b = 2; string c = 3; }
            """;

    private static final String ALL_OPTIONS =
            "queue_group: \"g%1$d\" timeout_ms: 3%1$06d metadata { key: \"k%1$d\" value: \"v%1$d\" }";

    @TempDir
    private Path work;

    /** The service has 200 entries, each method one, and three methods another 100: 1,500. */
    @Test
    void aServiceOfAsManyMethodsAsAreAllowedWithAllTheirOptionsCanBeCalled() throws Exception {
        String methods = lines(
                1_000,
                i -> "rpc Method" + i + "(M) returns (M) { option idempotency_level = IDEMPOTENT;"
                        + " option (stubject.method) = { " + ALL_OPTIONS.formatted(i)
                        + (i < 3 ? metadata(100) : "") + " }; }");
        try (URLClassLoader classes = compile("service S {\n" + options(metadata(200)) + methods + "}\n")) {
            GeneratedService service = GeneratedService.load("com.acme.S", classes);

            assertThat(service.methods()).hasSize(1_000);
            ServedCalls.blockingClientsAreAnswered(List.of(service.only("Method0", "Method500", "Method999")));
        }
    }

    @Test
    void aServiceOfAsManyEventsAndParametersAsAreAllowedCanBeUsed() throws Exception {
        String events = lines(
                1_000,
                i -> "rpc Event" + i
                        + "(M) returns (google.protobuf.Empty) { option (stubject.method) = { subject: \"event"
                        + i + "." + (i % 2 == 0 ? "{a}" : "{b}.{c}") + "\" event { durable { stream: \"S" + i
                        + "\" message_id: \"a\" key: \"b\" partitions: " + (i + 1) % 1024 + " } } }; }");

        try (URLClassLoader classes = compile("service S {\n" + events + "}\n")) {
            assertThat(GeneratedService.load("com.acme.S", classes).events()).hasSize(1_000);
        }
    }

    @Test
    void textsAsLongAsJavaHoldsAreKept() throws Exception {
        String lines = "\\n".repeat(65_534);
        String value = "ä".repeat(32_767);

        try (URLClassLoader classes = compile("service S { option (stubject.service) = { description: \"" + lines
                + "\" metadata { key: \"k\" value: \"" + value + "\" } }; }\n")) {
            RpcService service = (RpcService) GeneratedService.load("com.acme.S", classes)
                    .binding()
                    .getField("SERVICE")
                    .get(null);
            assertThat(service.description()).isEqualTo("\n".repeat(65_534));
            assertThat(service.metadata()).containsEntry("k", value);
        }
    }

    @Test
    void tooManyMethodsAreAProblem() throws Exception {
        assertThat(problems("service S {\n" + lines(1_001, i -> "rpc Method" + i + "(M) returns (M);") + "}\n"))
                .containsExactly(
                        "s.proto:8:9: service acme.S has 1001 methods, more than fit into a Java class; split it"
                                + " into services of at most 1000");
    }

    @Test
    void tooMuchMetadataOfOneThingIsAProblem() throws Exception {
        assertThat(problems("service S {\n" + options(metadata(201)) + "rpc Get(M) returns (M) {\n"
                        + "option (stubject.method) = { " + metadata(202) + " }; }\n}\n"))
                .containsExactly(
                        "s.proto:9:1: service acme.S has 201 entries of metadata, more than javac can read in one"
                                + " expression; write at most 200",
                        "s.proto:11:1: method acme.S.Get has 202 entries of metadata, more than javac can read in one"
                                + " expression; write at most 200");
    }

    @Test
    void tooMuchMetadataAndTooManyParametersTogetherAreAProblem() throws Exception {
        String calls = lines(
                7, i -> "rpc Call" + i + "(M) returns (M) { option (stubject.method) = { " + metadata(200) + " }; }");
        String events = lines(
                34,
                i -> "rpc Event" + i
                        + "(M) returns (google.protobuf.Empty) { option (stubject.method) = { subject: \"event" + i
                        + ".{a}.{b}.{c}\" event {} }; }");

        assertThat(problems("service S {\n" + calls + events + "}\n"))
                .containsExactly("s.proto:8:9: service acme.S has 1502 entries of metadata and parameters of events"
                        + " together, more than fit into a Java class; split it into services of at most 1500");
    }

    @Test
    void tooLongTextsAreProblems() throws Exception {
        String tooLong = "x".repeat(65_535);
        assertThat(problems("service Described { option (stubject.service).description = \"" + "😀".repeat(10_922)
                        + "äx\"; }\n"
                        + "service Valued { option (stubject.service) = { metadata { key: \"k\" value: \"" + tooLong
                        + "\" } }; }\n"
                        + "service Grouped { option (stubject.service).queue_group = \"" + tooLong + "\"; }\n"
                        + "service Subjects { rpc Get(M) returns (M) { option (stubject.method).subject = \""
                        + "x".repeat(65_521) + "\"; } }\n"))
                .containsExactly(
                        "s.proto:8:21: service acme.Described: description takes 65535 bytes in a Java class, where a text"
                                + " has at most 65534; write a shorter one",
                        "s.proto:9:18: service acme.Valued: metadata \"k\" takes 65535 bytes in a Java class, where a text"
                                + " has at most 65534; write a shorter one",
                        "s.proto:10:19: service acme.Grouped: queue_group takes 65535 bytes in a Java class, where a text"
                                + " has at most 65534; write a shorter one",
                        "s.proto:11:24: method acme.Subjects.Get: its subject takes 65535 bytes in a Java class, where a"
                                + " text has at most 65534; write a shorter one");
    }

    @Test
    void aNameTooLongForAFileIsAProblem() throws Exception {
        String name = "S".repeat(231);

        assertThat(problems("service " + name + " {}\n"))
                .containsExactly(
                        "s.proto:8:9: service acme." + name + " has a name of 231 letters, too long for the names"
                                + " of its files; rename it to one of at most 230");
    }

    private static String options(String options) {
        return "option (stubject.service) = { " + options + " };\n";
    }

    private static String metadata(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "metadata { key: \"key" + i + "\" value: \"value" + i + "\" }")
                .collect(Collectors.joining(" "));
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    private List<String> problems(String services) throws Exception {
        GeneratorRequest request = request(services);
        SchemaException refusal = catchThrowableOfType(SchemaException.class, () -> Generator.generate(request));
        return refusal.problems().stream().map(Problem::toString).toList();
    }

    private URLClassLoader compile(String services) throws Exception {
        GeneratorRequest request = request(services);
        Path sources = work.resolve("sources");
        for (GeneratedFile file : Generator.generate(request).files()) {
            Path path = sources.resolve(file.path());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.content());
        }
        JavaCompiler javac = new JavaCompiler(work.resolve("classes"));
        javac.leniently(protoc().messages());
        javac.strictly(sources);
        return javac.load();
    }

    private GeneratorRequest request(String services) throws Exception {
        Files.createDirectories(work.resolve("protos"));
        Files.writeString(work.resolve("protos/s.proto"), HEAD + services);
        return new GeneratorRequest(protoc().descriptorSet(), protoc().files(), null);
    }

    private Protoc protoc() {
        return new Protoc(work.resolve("protos"), work);
    }
}
