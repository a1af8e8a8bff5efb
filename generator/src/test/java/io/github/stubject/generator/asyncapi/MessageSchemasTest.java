package io.github.stubject.generator.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.github.stubject.generator.DocumentRequest;
import io.github.stubject.generator.Protoc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What protobuf writes as JSON is what the schemas say, and what they refuse is not that. */
class MessageSchemasTest {
    private static final String EVERYTHING = "acme.shop.Everything";
    private static final TypeRegistry TYPES =
            TypeRegistry.newBuilder().add(Duration.getDescriptor()).build();

    @TempDir
    private static Path work;

    private static String document = "";
    private static final Map<String, FileDescriptor> LINKED = new HashMap<>();

    @BeforeAll
    static void describe() throws Exception {
        byte[] set = new Protoc(Path.of("src/test/asyncapi"), work).descriptorSet();
        document = AsyncApi.document(
                        DocumentRequest.builder(set, Set.of("everything.proto")).build())
                .toJson();
        for (FileDescriptorProto file : FileDescriptorSet.parseFrom(set).getFileList()) {
            FileDescriptor[] imports =
                    file.getDependencyList().stream().map(LINKED::get).toArray(FileDescriptor[]::new);
            LINKED.put(file.getName(), FileDescriptor.buildFrom(file, imports));
        }
    }

    private static Descriptor message(String file, String name) {
        return Objects.requireNonNull(Objects.requireNonNull(LINKED.get(file)).findMessageTypeByName(name));
    }

    private static String json(Descriptor type, String text) throws IOException {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        TextFormat.Parser.newBuilder().setTypeRegistry(TYPES).build().merge(text, message);
        return JsonFormat.printer().usingTypeRegistry(TYPES).print(message);
    }

    private static Set<String> faults(String json) throws IOException {
        return Validity.faults(json, document, EVERYTHING);
    }

    /** All but the one whose name has quotes, which protobuf-java writes without escaping them. */
    @Test
    void everyFieldInItsCanonicalFormFits() throws IOException {
        String json = json(message("everything.proto", "Everything"), """
                a_double: inf a_float: 1.5 an_int32: -2147483648 a_sint32: -1 a_sfixed32: 7
                a_uint32: 4294967295 a_fixed32: 1 an_int64: -9223372036854775808 a_sint64: -1 a_sfixed64: 10
                a_uint64: 18446744073709551615 a_fixed64: 5 a_bool: true a_string: "s" a_bytes: "\\377\\376x"
                a_kind: HOUSE an_optional: "" some_numbers: [0, -5] some_kinds: [HOUSE, KIND_UNSPECIFIED]
                by_name { key: "x" value { kind: HOUSE parent { parent {} } } } by_int32 { key: -3 value: "ab" }
                by_uint64 { key: 18446744073709551615 value: HOUSE } by_bool { key: true value: nan }
                right { kind: HOUSE }
                any { [type.googleapis.com/google.protobuf.Duration] { seconds: 1 } }
                timestamp { seconds: 1700000000 nanos: 5000000 } duration { seconds: -1 nanos: -500000000 }
                mask { paths: "a_b.c" paths: "d" } struct { fields { key: "k" value { list_value {} } } }
                value { null_value: NULL_VALUE } list { values { number_value: 1 } }
                double_value { value: 1 } float_value { value: -inf } int64_value { value: 0 } uint64_value { value: 3 }
                int32_value { value: -1 } uint32_value { value: 1 } bool_value {} string_value {} bytes_value { value: "a" }
                empty {} n: "n" yes: "y" inner { again { a_bool: true } }
                """);

        assertThat(faults(json)).isEmpty();
        assertThat(faults("{\"nothing\": null}")).isEmpty();
    }

    @Test
    void groupsAndRequiredFieldsOfProto2Fit() throws IOException {
        String json = json(message("old.proto", "Legacy"), "key: \"k\" count: 3 Part { state: OFF }");

        assertThat(Validity.faults(json, document, "acme.old.Legacy")).isEmpty();
        assertThat(Validity.faults("{}", document, "acme.old.Legacy")).isNotEmpty();
    }

    @Test
    void errorsFit() throws IOException {
        String json = JsonFormat.printer()
                .usingTypeRegistry(TYPES)
                .print(io.github.stubject.proto.Status.newBuilder()
                        .setCode(5)
                        .setMessage("gone")
                        .addDetails(Any.pack(Duration.newBuilder().setSeconds(1).build())));

        assertThat(Validity.faults(json, document, "stubject.Status")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    aDouble | "1"
                    anInt32 | 2147483648
                    anInt32 | 1.5
                    aUint32 | -1
                    anInt64 | 5
                    anInt64 | "05"
                    aUint64 | "-1"
                    aBool | "true"
                    aString | 1
                    aBytes | "a-_b"
                    aKind | "BARN"
                    someNumbers | "1"
                    byInt32 | {"x": "aa"}
                    byBool | {"yes": 1}
                    byName | {"x": {"kind": 1.5}}
                    duration | "1"
                    mask | ["a"]
                    struct | []
                    list | {}
                    int64Value | {"value": "1"}
                    nothing | "NULL_VALUE"
                    inner | {"again": {"aBool": 1}}
                    """)
    void whatIsOfAnotherFormDoesNotFit(String field, String value) throws IOException {
        assertThat(faults("{\"" + field + "\": " + value + "}")).isNotEmpty();
    }
}
