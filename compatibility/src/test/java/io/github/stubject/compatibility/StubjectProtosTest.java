package io.github.stubject.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Options and wire messages keep the numbers, types and names that they had in each release. */
class StubjectProtosTest {
    private static final FileDescriptorSet NOW = StubjectProtos.now();

    @TestFactory
    Stream<DynamicTest> nothingThatAReleaseHadIsChangedOrGone() {
        return KeptRelease.all().stream()
                .map(release ->
                        dynamicTest(release.name(), () -> assertKept(StubjectProtos.read(release.options()), NOW)));
    }

    @Test
    void theExtensionNumbersAreThoseThatProtosInTheWorldHave() {
        assertThat(ProtoFacts.of(NOW).get("stubject.service")).contains(".google.protobuf.ServiceOptions by 80471 ");
        assertThat(ProtoFacts.of(NOW).get("stubject.method")).contains(".google.protobuf.MethodOptions by 80471 ");
    }

    @Test
    void aNewFieldIsCompatible() {
        FileDescriptorSet later = options(options -> options.getMessageTypeBuilder(0)
                .addField(FieldDescriptorProto.newBuilder()
                        .setName("later")
                        .setNumber(99)
                        .setType(FieldDescriptorProto.Type.TYPE_BOOL)));

        assertKept(NOW, later);
    }

    @Test
    void aFieldThatIsGoneIsNot() {
        assertThatBreaks(options(options -> serviceOptions(options).removeField(0)), "stubject.ServiceOptions.subject");
    }

    @Test
    void aFieldWithAnotherNumberIsNot() {
        assertThatBreaks(options(options -> subject(options).setNumber(99)), "stubject.ServiceOptions.subject");
    }

    @Test
    void aFieldWithAnotherTypeIsNot() {
        assertThatBreaks(
                options(options -> subject(options).setType(FieldDescriptorProto.Type.TYPE_BYTES)),
                "stubject.ServiceOptions.subject");
    }

    @Test
    void aFieldWithAnotherNameIsNot() {
        assertThatBreaks(options(options -> subject(options).setName("subjects")), "stubject.ServiceOptions.subject");
    }

    @Test
    void anotherExtensionNumberIsNot() {
        assertThatBreaks(options(options -> options.getExtensionBuilder(0).setNumber(80472)), "stubject.service");
    }

    @Test
    void anotherJavaPackageIsNot() {
        assertThatBreaks(
                options(options -> options.getOptionsBuilder().setJavaPackage("com.acme")), "stubject/options.proto");
    }

    private static void assertKept(FileDescriptorSet then, FileDescriptorSet now) {
        SortedMap<String, String> facts = ProtoFacts.of(then);
        assertThat(facts).isNotEmpty();
        assertThat(ProtoFacts.of(now)).containsAllEntriesOf(facts);
    }

    private static void assertThatBreaks(FileDescriptorSet later, String name) {
        assertThatThrownBy(() -> assertKept(NOW, later))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining('"' + name + '"');
    }

    private static FileDescriptorSet options(Consumer<FileDescriptorProto.Builder> change) {
        FileDescriptorSet.Builder changed = NOW.toBuilder();
        change.accept(changed.getFileBuilder(0));
        return changed.build();
    }

    private static DescriptorProto.Builder serviceOptions(FileDescriptorProto.Builder options) {
        return options.getMessageTypeBuilder(0);
    }

    private static FieldDescriptorProto.Builder subject(FileDescriptorProto.Builder options) {
        return serviceOptions(options).getFieldBuilder(0);
    }
}
