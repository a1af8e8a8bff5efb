package io.github.stubject.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our options are those that stubject/options.proto declares, wherever that file lies. */
class OptionsFileTest {
    private static final String OURS = "stubject/options.proto";

    @TempDir
    private Path work;

    private Path protos;

    @BeforeEach
    void makeFolder() throws IOException {
        protos = Files.createDirectories(work.resolve("protos"));
    }

    @Test
    void optionsCountUnderAnotherPathToo() throws Exception {
        write("vendor/nats-options.proto", ours());

        GeneratorResult result = generate("vendor/nats-options.proto", """
                service S {
                  option (stubject.service).subject = "elsewhere";
                  rpc Get(M) returns (M);
                }
                """);

        assertThat(binding(result)).contains("\"elsewhere.get\"");
    }

    @Test
    void anotherFileOfOurPathIsNotOurs() throws Exception {
        write(OURS, """
                syntax = "proto3";
                package theirs;
                import "google/protobuf/descriptor.proto";
                extend google.protobuf.ServiceOptions { string path = 80471; }
                """);

        GeneratorResult result = generate(OURS, """
                service S {
                  option (theirs.path) = "elsewhere";
                  rpc Get(M) returns (M);
                }
                """);

        assertThat(binding(result)).contains("\"acme.s.get\"");
    }

    @Test
    void anExtensionOfOurNameThatIsAnotherIsAProblem() throws Exception {
        write("mine.proto", """
                syntax = "proto3";
                package stubject;
                import "google/protobuf/descriptor.proto";
                extend google.protobuf.ServiceOptions { string service = 50001; }
                """);

        assertThatThrownBy(() -> generate("mine.proto", """
                        service S { option (stubject.service) = "elsewhere"; }
                        """))
                .isInstanceOf(SchemaException.class)
                .hasMessage("mine.proto:4:48: extension stubject.service has the name of one of Stubject's options, but"
                        + " another number or type; import \"stubject/options.proto\" of stubject-proto instead, or"
                        + " choose another package");
    }

    @Test
    void aCopyOfOurFileWithAFieldThatIsAnotherIsAProblem() throws Exception {
        write(OURS, ours().replace("optional uint32 timeout_ms = 6;", "optional string timeout_ms = 6;"));

        assertThatThrownBy(() -> generate(OURS, """
                        service S { option (stubject.service).timeout_ms = "5s"; }
                        """))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining(
                        "field stubject.ServiceOptions.timeout_ms has the name of one of Stubject's options");
    }

    @Test
    void fieldsOfANewerFileDoNoHarmUntilTheyAreUsed() throws Exception {
        write(OURS, newer());

        GeneratorResult result = generate(OURS, """
                service S {
                  option (stubject.service).subject = "elsewhere";
                  rpc Get(M) returns (M);
                }
                """);

        assertThat(binding(result)).contains("\"elsewhere.get\"");
    }

    @Test
    void anOptionThatOnlyANewerFileHasIsAProblem() throws Exception {
        write(OURS, newer());

        assertThatThrownBy(() -> generate(OURS, """
                        service S {
                          option (stubject.service).shards = 3;
                          rpc Get(M) returns (M) { option (stubject.method) = { event { durable { replicas: 3 } } }; }
                        }
                        """))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining(
                        "s.proto:8:3: service acme.S sets option number 99 of a newer stubject/options.proto,"
                                + " which this version of the generator does not know; use the plugin in the version of"
                                + " stubject-proto")
                .hasMessageContaining("method acme.S.Get sets option number 98 of a newer stubject/options.proto");
    }

    private static String newer() throws IOException {
        return ours().replace(
                        "optional string java_package = 8;",
                        "optional string java_package = 8; optional uint32 shards = 99;")
                .replace(
                        "optional uint32 partitions = 4;",
                        "optional uint32 partitions = 4; optional uint32 replicas = 98;");
    }

    private static String ours() throws IOException {
        try (InputStream file = OptionsFileTest.class.getResourceAsStream("/" + OURS)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String binding(GeneratorResult result) {
        return result.files().stream()
                .filter(file -> file.path().equals("com/acme/SBinding.java"))
                .map(GeneratedFile::content)
                .findFirst()
                .orElseThrow();
    }

    private GeneratorResult generate(String options, String services) throws Exception {
        write("s.proto", """
                syntax = "proto3";
                package acme;
                option java_package = "com.acme";
                option java_multiple_files = true;
                import "%s";
                message M { string id = 1; }
                """.formatted(options) + services);
        byte[] set = new Protoc(protos, work).descriptorSet();
        return Generator.generate(new GeneratorRequest(set, Set.of("s.proto"), null));
    }

    private void write(String name, String text) throws IOException {
        Path file = protos.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
