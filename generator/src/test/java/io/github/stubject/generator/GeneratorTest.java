package io.github.stubject.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {
    private static final String HEAD = """
            syntax = "proto3";
            package acme;
            option java_package = "com.acme";
            option java_multiple_files = true;
            import "google/protobuf/empty.proto";
            import "stubject/options.proto";
            message M { string id = 1; }
            """;

    @TempDir
    private Path work;

    private Path protos;

    @BeforeEach
    void makeFolder() throws IOException {
        protos = Files.createDirectories(work.resolve("protos"));
    }

    @Test
    void streamingMethodsAreGeneratedLikeOthers() throws Exception {
        GeneratorResult result = generate("""
                service S {
                  rpc Get(M) returns (M);
                  rpc Watch(M) returns (stream M);
                  rpc Send(stream M) returns (M);
                  rpc Chat(stream M) returns (stream M);
                }
                """);

        assertThat(result.methods()).isEqualTo(4);
        assertThat(result.files())
                .hasSize(4)
                .allSatisfy(file -> assertThat(file.content()).contains("watch", "send", "chat"));
    }

    @Test
    void aServiceHasTheClassesOfItsCallsAndThoseOfItsEvents() throws Exception {
        GeneratorResult result = generate("""
                service Both {
                  rpc Get(M) returns (M);
                  rpc Told(M) returns (google.protobuf.Empty) { option (stubject.method).event = {}; }
                }
                service Told {
                  rpc Told(M) returns (google.protobuf.Empty) { option (stubject.method).event = {}; }
                }
                """);

        assertThat(result.services()).isEqualTo(2);
        assertThat(result.methods()).isEqualTo(3);
        assertThat(result.files())
                .extracting(GeneratedFile::path)
                .containsExactly(
                        "com/acme/Both.java",
                        "com/acme/BothAsync.java",
                        "com/acme/BothBinding.java",
                        "com/acme/BothClient.java",
                        "com/acme/BothListener.java",
                        "com/acme/BothListenerAsync.java",
                        "com/acme/BothPublisher.java",
                        "com/acme/ToldBinding.java",
                        "com/acme/ToldListener.java",
                        "com/acme/ToldListenerAsync.java",
                        "com/acme/ToldPublisher.java");
    }

    @Test
    void onlyTheServicesOfTheChosenFilesAreGenerated() throws Exception {
        write("other.proto", "syntax = \"proto3\"; option java_package = \"com.other\"; service Other {}");
        Protoc protoc = protoc("service S {}");

        GeneratorResult result =
                Generator.generate(new GeneratorRequest(protoc.descriptorSet(), Set.of("s.proto"), null));

        assertThat(result.files())
                .extracting(GeneratedFile::path)
                .containsExactly(
                        "com/acme/S.java", "com/acme/SAsync.java", "com/acme/SBinding.java", "com/acme/SClient.java");
    }

    @Test
    void theRequestedJavaPackageHoldsUnlessTheServiceSaysOtherwise() throws Exception {
        Protoc protoc = protoc("""
                service S {}
                service T { option (stubject.service).java_package = "com.acme.own"; }
                """);

        GeneratorResult result =
                Generator.generate(new GeneratorRequest(protoc.descriptorSet(), protoc.files(), "com.acme.nats"));

        assertThat(result.files())
                .extracting(GeneratedFile::path)
                .contains("com/acme/nats/S.java", "com/acme/own/T.java")
                .hasSize(8);
    }

    @Test
    void anIllegalRequestedJavaPackageIsAProblemInNoFile() throws Exception {
        Protoc protoc = protoc("service S {}");
        GeneratorRequest request = new GeneratorRequest(protoc.descriptorSet(), protoc.files(), "com.acme.1st");

        assertThatThrownBy(() -> Generator.generate(request))
                .isInstanceOf(SchemaException.class)
                .hasMessage("\"com.acme.1st\", asked for as the Java package of generated classes, is none, since"
                        + " \"1st\" is no name in Java; write one such as com.acme.hello");
    }

    @Test
    void theSameSchemaGivesTheSameText() throws Exception {
        Protoc protoc = protoc("service S { rpc Get(M) returns (M); }");
        GeneratorRequest request = new GeneratorRequest(protoc.descriptorSet(), protoc.files(), null);

        assertThat(Generator.generate(request)).isEqualTo(Generator.generate(request));
    }

    @Test
    void optionsOfOthersUnderOurNumberAreNotOurs() throws Exception {
        write("theirs.proto", """
                syntax = "proto3";
                package theirs;
                option java_package = "com.theirs";
                import "google/protobuf/descriptor.proto";
                extend google.protobuf.ServiceOptions { uint32 weight = 80471; }
                extend google.protobuf.MethodOptions { string path = 80471; }
                service Theirs {
                  option (weight) = 5;
                  rpc Get(M) returns (M) { option (path) = "/here"; }
                }
                message M {}
                """);
        Protoc protoc = new Protoc(protos, work);

        GeneratorResult result = Generator.generate(new GeneratorRequest(protoc.descriptorSet(), protoc.files(), null));

        assertThat(result.methods()).isEqualTo(1);
    }

    @Test
    void tenThousandMethodsAreGeneratedInOneGo() throws Exception {
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        for (int i = 0; i < 100; i++) {
            FileDescriptorProto.Builder file =
                    set.addFileBuilder().setName(i + ".proto").setPackage("acme");
            file.getOptionsBuilder().setJavaPackage("com.acme").setJavaOuterClassname("File" + i);
            file.addMessageTypeBuilder().setName("M" + i);
            ServiceDescriptorProto.Builder service = file.addServiceBuilder().setName("S" + i);
            for (int j = 0; j < 100; j++) {
                service.addMethodBuilder()
                        .setName("Method" + j)
                        .setInputType(".acme.M" + i)
                        .setOutputType(".acme.M" + i);
            }
        }
        Set<String> files =
                set.getFileList().stream().map(FileDescriptorProto::getName).collect(Collectors.toSet());

        GeneratorResult result =
                Generator.generate(new GeneratorRequest(set.build().toByteArray(), files, null));

        assertThat(result.methods()).isEqualTo(10_000);
        assertThat(result.files()).hasSize(400);
    }

    @Test
    void withoutSourceInfoAProblemNamesTheFileAlone() throws Exception {
        FileDescriptorSet.Builder set =
                FileDescriptorSet.parseFrom(
                        protoc("service S { rpc _s(M) returns (M); }").descriptorSet())
                        .toBuilder();
        set.getFileBuilderList().forEach(FileDescriptorProto.Builder::clearSourceCodeInfo);

        assertThatThrownBy(() ->
                        Generator.generate(new GeneratorRequest(set.build().toByteArray(), Set.of("s.proto"), null)))
                .isInstanceOf(SchemaException.class)
                .hasMessageStartingWith("s.proto: method acme.S._s: subject \"acme.s._s\"");
    }

    @Test
    void aDescriptorSetThatIsNoneOrLacksAFileIsTheCallersMistake() throws Exception {
        byte[] garbage = {1, 2, 3};
        byte[] set = protoc("service S {}").descriptorSet();
        byte[] incomplete = FileDescriptorSet.parseFrom(set).toBuilder()
                .removeFile(0)
                .build()
                .toByteArray();

        assertThatThrownBy(() -> Generator.generate(new GeneratorRequest(garbage, Set.of(), null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a descriptor set");
        assertThatThrownBy(() -> Generator.generate(new GeneratorRequest(set, Set.of("t.proto"), null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("t.proto");
        assertThatThrownBy(() -> Generator.generate(new GeneratorRequest(incomplete, Set.of("s.proto"), null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--include_imports");
    }

    private GeneratorResult generate(String services) throws Exception {
        Protoc protoc = protoc(services);
        return Generator.generate(new GeneratorRequest(protoc.descriptorSet(), protoc.files(), null));
    }

    private Protoc protoc(String services) throws IOException {
        write("s.proto", HEAD + services);
        return new Protoc(protos, work);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(protos.resolve(name), text);
    }
}
