package io.github.stubject.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorRequest;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse.Feature;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From protoc's request to the response. */
class ProtocPluginTest {
    @TempDir
    private Path work;

    @Test
    void servicesAreThoseOfTheFilesToGenerateAndNotOfWhatTheyImport() throws IOException {
        CodeGeneratorResponse response =
                ProtocPlugin.answer(protoc("shop").request("till.proto").build());

        assertThat(texts(response))
                .containsOnlyKeys(
                        "com/acme/shop/Till.java",
                        "com/acme/shop/TillAsync.java",
                        "com/acme/shop/TillBinding.java",
                        "com/acme/shop/TillClient.java");
    }

    @Test
    void filesAreThoseOfTheEngine() throws Exception {
        Protoc protoc = protoc("shop");

        CodeGeneratorResponse response =
                ProtocPlugin.answer(protoc.request("till.proto", "money.proto").build());

        assertThat(texts(response)).hasSize(8).isEqualTo(protoc.generated(List.of("till.proto", "money.proto"), null));
    }

    @Test
    void filesWithoutServicesAreAnsweredWithNothing() throws IOException {
        CodeGeneratorRequest request =
                protoc("dialects").request("proto3.proto").clearFileToGenerate().build();

        CodeGeneratorResponse response = ProtocPlugin.answer(request.toBuilder()
                .addFileToGenerate("google/protobuf/empty.proto")
                .build());

        assertThat(response.hasError()).isFalse();
        assertThat(response.getFileList()).isEmpty();
    }

    @Test
    void optionalAndEditionsFromProto2ToTheNewestAreSupportedEvenInAnAnswerOfErrors() throws IOException {
        for (CodeGeneratorRequest.Builder request :
                new CodeGeneratorRequest.Builder[] {protoc("shop").request("till.proto"), wrong()}) {
            CodeGeneratorResponse response = ProtocPlugin.answer(request.build());

            assertThat(response.getSupportedFeatures())
                    .isEqualTo(Feature.FEATURE_PROTO3_OPTIONAL_VALUE | Feature.FEATURE_SUPPORTS_EDITIONS_VALUE);
            assertThat(response.getMinimumEdition()).isEqualTo(Edition.EDITION_PROTO2_VALUE);
            assertThat(response.getMaximumEdition()).isEqualTo(newestEdition());
        }
    }

    @Test
    void allProblemsAreToldAtOnceEachWithItsPlace() throws IOException {
        CodeGeneratorResponse response = ProtocPlugin.answer(wrong().build());

        assertThat(response.getFileList()).isEmpty();
        assertThat(response.getError().lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("The protos have 3 problems:"),
                        line -> assertThat(line).startsWith("one.proto:10:3: service wrong.One: subject \"a b\""),
                        line -> assertThat(line).startsWith("one.proto:12:7: method wrong.One._"),
                        line -> assertThat(line).startsWith("two.proto:11:7: methods get and Get (two.proto:10:7)"));
    }

    @Test
    void problemsNameTheFileWhereTheRequestHasNoSourceInfo() throws IOException {
        CodeGeneratorRequest.Builder request = wrong();
        request.getProtoFileBuilderList().forEach(FileDescriptorProto.Builder::clearSourceCodeInfo);

        assertThat(ProtocPlugin.answer(request.build()).getError().lines())
                .hasSize(4)
                .contains("two.proto: methods get and Get (two.proto) would both be the Java method get;"
                        + " rename one of them");
    }

    @Test
    void servicesAreGeneratedWithoutTheirCommentsWhereTheRequestHasNoSourceInfo() throws IOException {
        CodeGeneratorRequest.Builder request = protoc("shop").request("till.proto");
        assertThat(texts(ProtocPlugin.answer(request.build())).get("com/acme/shop/Till.java"))
                .contains("Takes some.");
        request.getProtoFileBuilderList().forEach(FileDescriptorProto.Builder::clearSourceCodeInfo);

        assertThat(texts(ProtocPlugin.answer(request.build())).get("com/acme/shop/Till.java"))
                .contains("Money take(Money request)")
                .doesNotContain("Takes some.");
    }

    @Test
    void theParameterChoosesTheJavaPackage() throws IOException {
        CodeGeneratorRequest request = protoc("shop")
                .request("till.proto")
                .setParameter("java_package=com.acme.services")
                .build();

        assertThat(texts(ProtocPlugin.answer(request)))
                .hasSize(4)
                .hasEntrySatisfying(
                        "com/acme/services/Till.java",
                        text -> assertThat(text).contains("package com.acme.services;", "import com.acme.shop.Money;"));
    }

    @Test
    void aJavaPackageThatIsNoneIsRefused() throws IOException {
        CodeGeneratorRequest request = protoc("shop")
                .request("till.proto")
                .setParameter("java_package=com.acme.new")
                .build();

        assertThat(ProtocPlugin.answer(request).getError())
                .isEqualTo(
                        "The protos have 1 problem:\n--stubject_opt=java_package: \"com.acme.new\", asked for as the Java"
                                + " package of generated classes, is none, since \"new\" is a word that Java keeps for itself;"
                                + " write one such as com.acme.hello");
    }

    @Test
    void anUnknownParameterIsToldWithTheKnownOnes() throws IOException {
        CodeGeneratorRequest request = protoc("shop")
                .request("till.proto")
                .setParameter("javaPackage=com.acme")
                .build();

        assertThat(ProtocPlugin.answer(request).getError())
                .startsWith("unknown parameter \"javaPackage\" in --stubject_opt; known are:\n")
                .contains("\n  java_package=<package>");
    }

    @Test
    void aRequestThatLacksItsFileIsRefusedByName() throws IOException {
        CodeGeneratorRequest request = protoc("shop")
                .request("till.proto")
                .addFileToGenerate("gone.proto")
                .build();

        assertThat(ProtocPlugin.answer(request).getError()).contains("lacks gone.proto");
    }

    private Protoc protoc(String folder) {
        return new Protoc(folder, work);
    }

    private CodeGeneratorRequest.Builder wrong() throws IOException {
        return protoc("wrong").request("one.proto", "two.proto");
    }

    private static Map<String, String> texts(CodeGeneratorResponse response) {
        assertThat(response.getError()).isEmpty();
        Map<String, String> texts = new TreeMap<>();
        for (File file : response.getFileList()) {
            texts.put(file.getName(), file.getContent());
        }
        return texts;
    }

    /** Whatever a newer protobuf-java brings must be tried before it is promised. */
    private static int newestEdition() {
        int newest = 0;
        for (Edition edition : Edition.values()) {
            if (edition.name().matches("EDITION_20\\d\\d")) {
                newest = Math.max(newest, edition.getNumber());
            }
        }
        return newest;
    }
}
