package io.github.stubject.generator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which type of a field may follow on which, and who breaks else. */
class FieldTypesTest {
    private static final String SERVICE = "service Orders { rpc Place(Order) returns (google.protobuf.Empty); }\n";

    @TempDir
    private Path work;

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource(delimiter = '|', textBlock = """
            int32    | int64    | field-range-changed by old services, field-json-type-changed by JSON users
            int64    | int32    | field-range-changed by old clients, field-json-type-changed by JSON users
            int32    | uint32   | field-range-changed by old clients and old services
            uint32   | int64    | field-range-changed by old services, field-json-type-changed by JSON users
            bool     | int32    | field-range-changed by old services, field-json-type-changed by JSON users
            Color    | int32    | field-json-type-changed by JSON users
            fixed32  | sfixed32 | field-range-changed by old clients and old services
            string   | bytes    | field-range-changed by old services, field-json-type-changed by JSON users
            Line     | bytes    | field-range-changed by old services, field-json-type-changed by JSON users
            int32    | sint32   | field-type-changed by old clients and old services
            int32    | fixed32  | field-type-changed by old clients and old services
            fixed32  | fixed64  | field-type-changed by old clients and old services
            float    | double   | field-type-changed by old clients and old services
            float    | fixed32  | field-type-changed by old clients and old services
            string   | Line     | field-type-changed by old clients and old services
            """)
    void whoBreaks(String was, String now, String expected) throws Exception {
        // Repeated, since a message can be unset and others not.
        String types =
                "message Order { repeated %s field = 1; }\nmessage Line { int32 count = 1; }\nenum Color { NONE = 0; }";

        List<Finding> findings = check(SERVICE + types.formatted(was), SERVICE + types.formatted(now));

        assertThat(findings.stream()
                        .map(finding -> finding.rule().id() + " by "
                                + finding.breaks().stream()
                                        .map(Affected::toString)
                                        .collect(Collectors.joining(" and ")))
                        .collect(Collectors.joining(", ")))
                .isEqualTo(expected);
    }

    @Test
    void anotherSyntaxThatMeansTheSameIsNoFinding() throws Exception {
        String order = "message Order { %s string id = 1; repeated int32 counts = 2; }";
        Protos protos = new Protos(work);
        byte[] proto2 = protos.compile("syntax = \"proto2\";\n" + SERVICE + order.formatted("optional"));
        byte[] proto3 = protos.compile(SERVICE + order.formatted("optional"));
        byte[] edition = protos.compileAsIs(
                Protos.FILE,
                "edition = \"2023\"; package acme; import \"google/protobuf/empty.proto\";\n" + SERVICE
                        + order.formatted(""));

        assertThat(Protos.check(proto2, proto3).findings()).isEmpty();
        assertThat(Protos.check(proto3, edition).findings()).isEmpty();
        assertThat(Protos.check(edition, proto2).findings()).isEmpty();
    }

    @Test
    void aFeatureThatChangesTheWireIsFound() throws Exception {
        String text = "edition = \"2023\"; package acme; import \"google/protobuf/empty.proto\";%s\n" + SERVICE
                + "message Order { Line line = 1%s; }\nmessage Line { string text = 1; }";
        Protos protos = new Protos(work);
        byte[] was = protos.compileAsIs(Protos.FILE, text.formatted("", ""));

        assertThat(Protos.check(
                                was,
                                protos.compileAsIs(
                                        Protos.FILE, text.formatted("", " [features.message_encoding = DELIMITED]")))
                        .findings())
                .extracting(Finding::rule)
                .containsExactly(Rule.FIELD_TYPE_CHANGED);
        assertThat(Protos.check(
                                Baseline.write(was, Set.of(Protos.FILE)),
                                protos.compileAsIs(
                                        Protos.FILE, text.formatted(" option features.field_presence = IMPLICIT;", "")))
                        .findings())
                .extracting(finding -> finding.rule() + " " + finding.element())
                .containsExactly("FIELD_PRESENCE_CHANGED acme.Line.text");
    }

    private List<Finding> check(String was, String now) throws Exception {
        return new Protos(work).check(was, now).findings();
    }
}
