package io.github.stubject.generator.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples are messages, and no longer than somebody would read. */
class ExamplesTest {
    @TempDir
    private Path work;

    /** All messages of a set, by their full names. */
    private static Map<String, Descriptor> messages(byte[] set) throws Exception {
        Map<String, FileDescriptor> files = new HashMap<>();
        Map<String, Descriptor> messages = new HashMap<>();
        for (FileDescriptorProto file : FileDescriptorSet.parseFrom(set).getFileList()) {
            FileDescriptor[] imports =
                    file.getDependencyList().stream().map(files::get).toArray(FileDescriptor[]::new);
            FileDescriptor linked = FileDescriptor.buildFrom(file, imports);
            files.put(file.getName(), linked);
            linked.getMessageTypes().forEach(message -> add(message, messages));
        }
        return messages;
    }

    private static void add(Descriptor message, Map<String, Descriptor> messages) {
        messages.put(message.getFullName(), message);
        message.getNestedTypes().forEach(nested -> add(nested, messages));
    }

    private static String example(Document page, String message) {
        return Pages.at(page, message).select("details pre").text();
    }

    @Test
    void everyExampleIsAMessageOfItsType() throws Exception {
        Pages pages = Pages.everything(work);
        Map<String, Descriptor> messages = messages(pages.set());
        int seen = 0;

        for (Element type : pages.page().select(".type:has(details)")) {
            Descriptor descriptor = messages.get(type.id());
            if (descriptor != null) { // all but our own status, which the schema does not import
                DynamicMessage.Builder message = DynamicMessage.newBuilder(descriptor);
                JsonFormat.parser().merge(type.select("details pre").text(), message);
                assertThat(message.isInitialized()).as(type.id()).isTrue();
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(20);
    }

    @Test
    void messagesInsideThemselvesEnd() throws Exception {
        Document page = Pages.everything(work).page();

        assertThat(example(page, "acme.shop.Address")).isEqualToIgnoringWhitespace("{\"kind\": \"HOUSE\"}");
        assertThat(example(page, "acme.shop.Everything.Inner")).doesNotContain("\"inner\"");
    }

    @Test
    void wideAndDeepOnesAreCutUnlessAFieldIsRequired() throws Exception {
        StringBuilder proto = new StringBuilder("""
                syntax = "proto2";
                package acme;
                service Wide { rpc Go(M0) returns (M0); }
                message Last { required string must = 2000; optional string may = 1; }
                """);
        for (int level = 0; level < 8; level++) {
            proto.append("message M").append(level).append(" {\n");
            for (int field = 1; field <= 30; field++) {
                proto.append("optional ")
                        .append(level < 7 ? "M" + (level + 1) : "string")
                        .append(" f")
                        .append(field)
                        .append(" = ")
                        .append(field)
                        .append(";\n");
            }
            proto.append("required Last last = 100;\n}\n");
        }
        Pages pages = Pages.ofText(proto.toString(), work);
        String example = example(pages.page(), "acme.M0");

        DynamicMessage.Builder message =
                DynamicMessage.newBuilder(messages(pages.set()).get("acme.M0"));
        JsonFormat.parser().merge(example, message);
        assertThat(message.isInitialized()).isTrue();
        assertThat(example.length()).isLessThan(5_000);
    }

    @Test
    void thereIsNoExampleWhereRequiredFieldsDoubleWithEachLevel() throws Exception {
        StringBuilder proto = new StringBuilder("""
                syntax = "proto2";
                package acme;
                import "google/protobuf/empty.proto";
                import "stubject/options.proto";
                service Doubling {
                  rpc Go(M0) returns (M29);
                  rpc Gone(M0) returns (google.protobuf.Empty) { option (stubject.method) = { event {} }; }
                }
                message M30 { required string text = 1; }
                """);
        for (int level = 0; level < 30; level++) {
            proto.append(
                    "message M%d { required M%d left = 1; required M%2$d right = 2; }%n".formatted(level, level + 1));
        }
        Document page = Pages.ofText(proto.toString(), work).page();
        String none = "Too large for an example: more than a thousand fields are required.";

        assertThat(Pages.at(page, "acme.M0").select("> p").eachText()).contains(none);
        assertThat(Pages.at(page, "acme.M21").select("> p").eachText()).contains(none);
        assertThat(example(page, "acme.M22")).contains("\"my-text\"");
        assertThat(example(page, "acme.M29"))
                .isEqualToIgnoringWhitespace("{\"left\": {\"text\": \"my-text\"}, \"right\": {\"text\": \"my-text\"}}");
        for (String method : List.of("acme.Doubling.Go", "acme.Doubling.Gone")) {
            assertThat(Pages.at(page, method).text())
                    .endsWith("No command here: the message is too large for an example.");
            assertThat(Pages.at(page, method).text()).doesNotContain("nats req", "nats pub");
        }
    }

    @Test
    void whatDoesNotBeginWithABraceSaysThatItIsJson() throws Exception {
        Document page = Pages.ofText("""
                syntax = "proto2";
                package acme;
                import "google/protobuf/timestamp.proto";
                import "google/protobuf/wrappers.proto";
                service Odd {
                  rpc At(google.protobuf.Timestamp) returns (google.protobuf.BoolValue);
                  rpc Old(WithGroup) returns (WithGroup);
                }
                message WithGroup { optional group Part = 15 { optional string name = 1; } }
                """, work).page();

        assertThat(Pages.at(page, "acme.Odd.At").select(".command").text())
                .isEqualTo("nats req -H Content-Type:application/json acme.odd.at '\"2026-01-31T12:00:00Z\"'");
        assertThat(Pages.at(page, "acme.Odd.Old").select(".command").text())
                .isEqualTo(
                        "nats req -H Content-Type:application/json acme.odd.old '{\"part\":{\"name\":\"my-name\"}}'");
    }

    @Test
    void aSubjectThatBeginsWithAHyphenIsNotTakenForOptions() throws Exception {
        Document page = Pages.ofText("""
                syntax = "proto3";
                package acme;
                import "google/protobuf/empty.proto";
                import "stubject/options.proto";
                service Odd {
                  option (stubject.service).subject = "-x.y";
                  rpc Go(google.protobuf.Empty) returns (google.protobuf.Empty);
                  rpc Gone(google.protobuf.Empty) returns (google.protobuf.Empty) {
                    option (stubject.method) = { event {} };
                  }
                }
                """, work).page();

        assertThat(Pages.at(page, "acme.Odd.Go").select(".command").eachText())
                .containsExactly("nats req -- -x.y.go '{}'");
        assertThat(Pages.at(page, "acme.Odd.Gone").select(".command").eachText())
                .containsExactly("nats sub -- -x.y.gone", "nats pub -- -x.y.gone '{}'");
    }

    @Test
    void aTimeoutThatIsLongerThanUsualIsAskedFor() throws Exception {
        Document page = Pages.ofText("""
                syntax = "proto3";
                package acme;
                import "google/protobuf/empty.proto";
                import "stubject/options.proto";
                service Slow {
                  rpc Go(google.protobuf.Empty) returns (google.protobuf.Empty) {
                    option (stubject.method).timeout_ms = 60000;
                  }
                }
                """, work).page();

        assertThat(Pages.at(page, "acme.Slow.Go").select(".command").text())
                .isEqualTo("nats req --timeout=60s -H Stubject-Timeout-Ms:60000 acme.slow.go '{}'");
    }
}
