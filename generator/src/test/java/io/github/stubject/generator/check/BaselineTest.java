package io.github.stubject.generator.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.github.stubject.generator.SchemaException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
    private static final String ORDERS = """
            service Orders {
              rpc Place(Order) returns (google.protobuf.Empty);
            }
            message Order {
              string id = 1;
            }
            """;

    @TempDir
    private Path work;

    private Protos protos;

    @BeforeEach
    void makeProtos() {
        protos = new Protos(work);
    }

    @Test
    void itDoesNotChangeByCommentsNorByWhatNoServiceReaches() throws Exception {
        byte[] baseline = write(protos.compile(ORDERS));

        assertThat(write(protos.compile(ORDERS.replace("service", "/* Takes orders. */ service")
                        .replace("/* Takes orders. */ service Orders", "service Orders /* Takes orders. */"))))
                .isEqualTo(baseline);
        assertThat(write(protos.compile(ORDERS + "message Other { int32 count = 1; }\nenum Color { NONE = 0; }")))
                .isEqualTo(baseline);
        assertThat(write(protos.compile(ORDERS + "option java_package = \"com.acme\";")))
                .isEqualTo(baseline);
        assertThat(write(protos.compile(ORDERS.replace("id = 1;", "id = 1 [deprecated = true];"))))
                .isEqualTo(baseline);
        assertThat(write(protos.compile(ORDERS.replace("string id", "bytes id"))))
                .isNotEqualTo(baseline);
    }

    @Test
    void itDoesNotDependOnTheOrderOfFiles() throws Exception {
        byte[] set = protos.compile(ORDERS);
        List<FileDescriptorProto> files =
                new ArrayList<>(FileDescriptorSet.parseFrom(set).getFileList());
        Collections.swap(files, 0, 1);

        assertThat(write(
                        FileDescriptorSet.newBuilder().addAllFile(files).build().toByteArray()))
                .isEqualTo(write(set));
    }

    @Test
    void itIsSmallAndKnowsPlacesBehindWhatItLeavesOut() throws Exception {
        byte[] set = protos.compile("message Other { int32 count = 1; }\n" + ORDERS);

        byte[] baseline = write(set);

        assertThat(baseline).hasSizeLessThan(2_500);
        assertThat(Protos.check(baseline, protos.compile(ORDERS.replace("string id", "int32 id")))
                        .findings())
                .extracting(Finding::was)
                .containsExactly(new SourcePlace(Protos.FILE, 7, 10));
    }

    @Test
    void whatProtocWritesIsABaselineToo() throws Exception {
        List<Finding> findings = Protos.check(
                        protos.compile(ORDERS), protos.compile(ORDERS.replace("string id", "int32 id")))
                .findings();

        assertThat(findings).extracting(Finding::was).containsExactly(new SourcePlace(Protos.FILE, 6, 10));
    }

    @Test
    void placesWithoutSourceInfoAreFiles() throws Exception {
        FileDescriptorSet.Builder set = FileDescriptorSet.parseFrom(protos.compile(ORDERS)).toBuilder();
        set.getFileBuilderList().forEach(FileDescriptorProto.Builder::clearSourceCodeInfo);

        List<Finding> findings = Protos.check(
                        write(set.build().toByteArray()), protos.compile(ORDERS.replace("string id", "int32 id")))
                .findings();

        assertThat(findings).extracting(Finding::was).containsExactly(new SourcePlace(Protos.FILE, 0, 0));
    }

    @Test
    void servicesOfImportsAreSomebodyElses() throws Exception {
        byte[] was = protos.compile(ORDERS);
        FileDescriptorSet.Builder now = FileDescriptorSet.parseFrom(protos.compile("message Order {}")).toBuilder();
        FileDescriptorProto other =
                FileDescriptorProto.newBuilder().setName("other.proto").build();

        CheckResult result = CompatibilityCheck.run(
                new CheckRequest(was, now.addFile(other).build().toByteArray(), Set.of("other.proto"), List.of()));

        assertThat(result.findings()).isEmpty();
    }

    @Test
    void aFileThatIsGoneTookItsServicesAlong() throws Exception {
        byte[] now = protos.compileAsIs("other.proto", "syntax = \"proto3\"; package acme; message Order {}");

        CheckResult result =
                CompatibilityCheck.run(new CheckRequest(protos.compile(ORDERS), now, Set.of("other.proto"), List.of()));

        assertThat(result.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(Rule.SERVICE_REMOVED);
            assertThat(finding.now()).isNull();
            assertThat(finding.toString()).startsWith("orders.proto:2:9: service-removed: acme.Orders is gone");
        });
    }

    @Test
    void aServiceMayMoveToAnotherFile() throws Exception {
        byte[] now = protos.compileAsIs("shop/other.proto", """
                syntax = "proto3"; package acme; import "google/protobuf/empty.proto";
                """ + ORDERS);

        CheckResult result = CompatibilityCheck.run(
                new CheckRequest(write(protos.compile(ORDERS)), now, Set.of("shop/other.proto"), List.of()));

        assertThat(result.findings()).isEmpty();
    }

    @Test
    void anEmptyModuleIsComparedWithAnEmptyModule() throws Exception {
        byte[] empty = Baseline.write(new byte[0], Set.of());

        assertThat(CompatibilityCheck.run(new CheckRequest(empty, new byte[0], Set.of(), List.of()))
                        .passed())
                .isTrue();
    }

    @Test
    void aBaselineWithoutServicesIsNoneForAModuleWithSome() throws Exception {
        byte[] now = protos.compile(ORDERS);
        byte[] noServices = write(protos.compile("message Order {}"));

        assertThatThrownBy(() -> Protos.check(noServices, now))
                .isInstanceOf(BaselineException.class)
                .hasMessage(
                        "the baseline has no services, so there is nothing to compare those of now with: write it anew"
                                + " from the protos that are deployed");
        assertThatThrownBy(() -> Protos.check(new byte[0], now)).isInstanceOf(BaselineException.class);
    }

    @Test
    void whatIsNoDescriptorSetIsNoBaseline() throws Exception {
        byte[] now = protos.compile(ORDERS);
        byte[] cut = Arrays.copyOf(now, now.length / 2);

        for (byte[] baseline : List.of("syntax = \"proto3\";".getBytes(UTF_8), "hello".getBytes(UTF_8), cut)) {
            assertThatThrownBy(() -> Protos.check(baseline, now))
                    .isInstanceOf(BaselineException.class)
                    .hasMessageStartingWith("the baseline is no descriptor set")
                    .hasMessageEndingWith("write it anew from the protos that are deployed");
        }
    }

    @Test
    void aBaselineWithoutImportsIsNone() throws Exception {
        FileDescriptorSet set = FileDescriptorSet.parseFrom(protos.compile(ORDERS));
        byte[] alone = FileDescriptorSet.newBuilder()
                .addFile(set.getFile(set.getFileCount() - 1))
                .build()
                .toByteArray();

        assertThatThrownBy(() -> Protos.check(alone, protos.compile(ORDERS)))
                .isInstanceOf(BaselineException.class)
                .hasMessageContaining("--include_imports");
    }

    @Test
    void optionsOfANewerVersionAreNotPassedOver() throws Exception {
        byte[] now = protos.compile(ORDERS);
        byte[] newer = withUnknownOption(
                protos.compile(ORDERS.replace("Empty);", "Empty) { option (stubject.method).timeout_ms = 9; }")));

        assertThatThrownBy(() -> Protos.check(newer, now))
                .isInstanceOf(BaselineException.class)
                .hasMessage("the baseline cannot be read by this version of Stubject:\norders.proto:3:7: method"
                        + " acme.Orders.Place has an option of stubject that this version does not know (number 99); use the"
                        + " version of Stubject that it was written for, or a newer one");
        assertThatThrownBy(() -> Protos.check(now, newer))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("does not know (number 99)");
    }

    /** As if stubject/options.proto had a field more. */
    private static byte[] withUnknownOption(byte[] set) throws Exception {
        FileDescriptorSet.Builder files = FileDescriptorSet.parseFrom(set).toBuilder();
        FileDescriptorProto.Builder file = files.getFileBuilder(files.getFileCount() - 1);
        UnknownFieldSet option = UnknownFieldSet.newBuilder()
                .addField(99, Field.newBuilder().addVarint(1).build())
                .build();
        MethodOptions.Builder options =
                file.getServiceBuilder(0).getMethodBuilder(0).getOptionsBuilder();
        options.setUnknownFields(options.getUnknownFields().toBuilder()
                .mergeField(
                        80471,
                        Field.newBuilder()
                                .addLengthDelimited(option.toByteString())
                                .build())
                .build());
        return files.build().toByteArray();
    }

    @Test
    void whatCannotBeServedIsNoBaselineAndIsToldOfTheProtosOfNow() throws Exception {
        byte[] legal = protos.compile(ORDERS);
        byte[] noSubject =
                protos.compile(ORDERS.replace("Empty);", "Empty) { option (stubject.method).subject = \"{key}\"; }"));
        byte[] noField = protos.compile(ORDERS.replace(
                "Empty);",
                "Empty) { option (stubject.method).event.durable = { stream: \"S\" message_id: \"key\" }; }"));

        for (byte[] bad : List.of(noSubject, noField)) {
            assertThatThrownBy(() -> Protos.check(legal, bad))
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContaining("acme.Order does not have");
            assertThatThrownBy(() -> Protos.check(bad, legal))
                    .isInstanceOf(BaselineException.class)
                    .hasMessageContaining("acme.Order does not have");
        }
    }

    @Test
    void anEditionOfTheFutureIsToldAsSuch() throws Exception {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("orders.proto")
                .setSyntax("editions")
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                FileDescriptorProto.EDITION_FIELD_NUMBER,
                                Field.newBuilder().addVarint(9000).build())
                        .build())
                .build();
        byte[] future = FileDescriptorSet.newBuilder().addFile(file).build().toByteArray();

        assertThatThrownBy(() -> Protos.check(future, protos.compile(ORDERS)))
                .isInstanceOf(BaselineException.class)
                .hasMessageContaining("orders.proto is of an edition that this version of Stubject does not know");
    }

    @Test
    void tenThousandMethodsAreAllCompared() throws Exception {
        byte[] was = large("Orders%d", "acme.Order%d");
        byte[] now = large("Orders%d", "acme.Other%d");
        Set<String> files = Set.of("large.proto");

        CheckResult result =
                CompatibilityCheck.run(new CheckRequest(Baseline.write(was, files), now, files, List.of()));

        assertThat(result.findings()).hasSize(10_000);
    }

    /** Ten services with a thousand methods each, and a message for each method. */
    private static byte[] large(String serviceName, String messageName) {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder()
                .setName("large.proto")
                .setPackage("acme")
                .setSyntax("proto3");
        for (int s = 0; s < 10; s++) {
            ServiceDescriptorProto.Builder service = file.addServiceBuilder().setName(serviceName.formatted(s));
            for (int m = 0; m < 1_000; m++) {
                String message = messageName.formatted(s * 1_000 + m);
                file.addMessageTypeBuilder().setName(message.substring("acme.".length()));
                service.addMethod(MethodDescriptorProto.newBuilder()
                        .setName("Method" + m)
                        .setInputType("." + message)
                        .setOutputType(".acme.Common"));
            }
        }
        file.addMessageTypeBuilder().setName("Common");
        return FileDescriptorSet.newBuilder().addFile(file).build().toByteArray();
    }

    private static byte[] write(byte[] set) {
        return Baseline.write(set, Set.of(Protos.FILE));
    }
}
