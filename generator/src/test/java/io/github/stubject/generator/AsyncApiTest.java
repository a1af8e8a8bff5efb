package io.github.stubject.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.github.stubject.generator.asyncapi.AsyncApi;
import io.github.stubject.generator.asyncapi.AsyncApiDocument;
import io.github.stubject.generator.asyncapi.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Documents, as they are kept in src/test/asyncapi for people to read, and what the specification says of them. */
class AsyncApiTest {
    private static final Path FOLDER = Path.of("src/test/asyncapi");
    private static final Set<String> FILES = Set.of("everything.proto");

    @TempDir
    private static Path work;

    private static byte[] set = {};

    @BeforeAll
    static void compile() throws IOException {
        set = new Protoc(FOLDER, work).descriptorSet();
    }

    private static DocumentRequest.Builder request() {
        return DocumentRequest.builder(set, FILES);
    }

    private static AsyncApiDocument document(DocumentRequest.Builder request) throws SchemaException {
        return AsyncApi.document(request.build());
    }

    private static DocumentRequest.Builder said() {
        return request().prefix("staging.eu").title("Shop: all").version("2026-11");
    }

    private static Object yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static Object json(String text) throws IOException {
        return new ObjectMapper().readValue(text, Object.class);
    }

    @Test
    void theDocumentsAreTheApprovedOnes() throws Exception {
        Goldens.assertSame(
                FOLDER,
                ".json",
                new TreeMap<>(Map.of("everything.json", document(request()).toJson())));
        Goldens.assertSame(
                FOLDER,
                ".yaml",
                new TreeMap<>(Map.of(
                        "everything.yaml", document(request()).toYaml(),
                        "said.yaml", document(said()).toYaml())));
    }

    @Test
    void theSpecificationFindsThemValid() throws Exception {
        assertThat(new Validity().faults(document(request()).toJson())).isEmpty();
        assertThat(new Validity().faults(document(said()).toJson())).isEmpty();
    }

    @Test
    void theSpecificationWouldFindWhatIsWrong() throws Exception {
        String json = document(request()).toJson();

        assertThat(new Validity().faults(json.replace("\"action\": \"receive\"", "\"action\": \"take\"")))
                .isNotEmpty();
        assertThat(new Validity().faults(json.replace("\"queue\": \"watchers\"", "\"queue\": 1")))
                .isNotEmpty();
        assertThat(new Validity().faults(json.replace("schemas/acme.shop.Order\"", "schemas/acme.shop.Ordr\"")))
                .containsExactly("nothing is at #/components/schemas/acme.shop.Ordr");
    }

    @Test
    void yamlSaysWhatJsonSays() throws Exception {
        assertThat(yaml(document(request()).toYaml()))
                .isEqualTo(json(document(request()).toJson()));
        assertThat(yaml(document(said()).toYaml()))
                .isEqualTo(json(document(said()).toJson()));
    }

    @Test
    void theSameRequestGivesTheSameText() throws Exception {
        assertThat(document(request()).toYaml()).isEqualTo(document(request()).toYaml());
    }

    @ParameterizedTest
    @ValueSource(strings = {"greeter", "orders", "prices", "registry"})
    void theDocumentsOfTheSamplesAreValid(String sample, @TempDir Path folder) throws Exception {
        Protoc protoc = new Protoc(Path.of("../samples", sample, "src/main/proto"), folder);
        AsyncApiDocument document = AsyncApi.document(
                DocumentRequest.builder(protoc.descriptorSet(), protoc.files()).build());

        assertThat(new Validity().faults(document.toJson())).isEmpty();
        assertThat(yaml(document.toYaml())).isEqualTo(json(document.toJson()));
    }

    @Test
    void ofOneServiceTheDocumentHasNameVersionAndDescription(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("one.proto"), """
                syntax = "proto3";
                package acme;
                import "stubject/options.proto";
                // Says hello.
                service Greeter {
                  option (stubject.service).version = "1.2.3";
                }
                """);
        Protoc protoc = new Protoc(folder, work);
        byte[] one = protoc.descriptorSet();

        Map<?, ?> document = (Map<?, ?>)
                json(document(DocumentRequest.builder(one, Set.of("one.proto"))).toJson());

        assertThat(document.get("info"))
                .isEqualTo(Map.of(
                        "title",
                        "Greeter",
                        "version",
                        "1.2.3",
                        "description",
                        "Says hello.",
                        "tags",
                        List.of(Map.of(
                                "name", "acme.Greeter", "description", "Says hello.", "x-stubject-version", "1.2.3"))));
    }

    @Test
    void aQueueGroupThatTheBindingHasNoRoomForStandsBesideIt(@TempDir Path folder) throws Exception {
        String group = "g".repeat(256);
        Files.writeString(folder.resolve("one.proto"), """
                syntax = "proto3";
                package acme;
                import "google/protobuf/empty.proto";
                import "stubject/options.proto";
                service Greeter {
                  rpc Greet(google.protobuf.Empty) returns (google.protobuf.Empty) {
                    option (stubject.method).queue_group = "%s";
                  }
                }
                """.formatted(group));
        byte[] one = new Protoc(folder, work).descriptorSet();

        String json =
                document(DocumentRequest.builder(one, Set.of("one.proto"))).toJson();

        assertThat(new Validity().faults(json)).isEmpty();
        assertThat(json)
                .contains("\"x-stubject-queue-group\": \"" + group + "\"")
                .doesNotContain("bindings");
    }

    @Test
    void withoutSourceInfoThereAreNoDescriptionsOfMessages() throws Exception {
        FileDescriptorSet.Builder bare = FileDescriptorSet.parseFrom(set).toBuilder();
        bare.getFileBuilderList().forEach(FileDescriptorProto.Builder::clearSourceCodeInfo);

        String json = document(DocumentRequest.builder(bare.build().toByteArray(), FILES))
                .toJson();

        assertThat(new Validity().faults(json)).isEmpty();
        assertThat(json).doesNotContain("Chosen by the customer");
    }

    @Test
    void aPrefixThatCannotBeIsRefused() {
        assertThatThrownBy(() -> document(request().prefix("{id}.x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the prefix is not allowed: subject \"{id}.x\" begins with a parameter");
        assertThatThrownBy(() -> document(request().prefix("sta ging")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has the character ' ' at 4");
    }

    @Test
    void filesWithoutServicesAreRefused() {
        assertThatThrownBy(() -> document(DocumentRequest.builder(set, Set.of("old.proto"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no service in old.proto; name the protos that have services");
    }
}
