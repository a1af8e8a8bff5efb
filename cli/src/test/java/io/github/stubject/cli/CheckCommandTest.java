package io.github.stubject.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final String WAS = """
            syntax = "proto3";
            package shop;
            service Till {
              rpc Take(Money) returns (Money);
            }
            message Money {
              int64 cents = 1;
            }
            """;

    private static final String NO_SERVICE = """
            syntax = "proto3";
            package shop;
            message Money {
              int64 cents = 1;
            }
            """;

    private static final String NOW = WAS.replace("int64 cents", "int64 amount");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path work;

    private Path baseline;

    @BeforeEach
    void nameBaseline() {
        baseline = work.resolve("baseline.binpb");
    }

    private int check(String proto, String... arguments) throws IOException {
        Files.writeString(work.resolve("till.proto"), proto, UTF_8);
        List<String> all = new ArrayList<>(
                List.of("check", "--protoc", Protoc.executable().toString(), "-I", work.toString(), "till.proto"));
        all.addAll(List.of("--baseline", baseline.toString()));
        all.addAll(List.of(arguments));
        out.reset();
        err.reset();
        PrintStream errors = new PrintStream(err, true, UTF_8);
        return new Main(new ByteArrayInputStream(new byte[0]), out, errors, false).run(all);
    }

    private String output() {
        return out.toString(UTF_8);
    }

    private String errors() {
        return err.toString(UTF_8);
    }

    @Test
    void itPassesWhereNothingBreaks() throws IOException {
        assertThat(check(WAS, "--write")).as(errors()).isZero();
        assertThat(output()).startsWith("Wrote " + baseline + ", ");

        assertThat(check(WAS)).as(errors()).isZero();
        assertThat(output()).isEqualTo("Nothing would break what is deployed.\n");
    }

    @Test
    void itFailsWithAllThatIsFound() throws IOException {
        check(WAS, "--write");

        assertThat(check(NOW)).isEqualTo(1);

        assertThat(output()).isEqualTo("""
                till.proto:7:9: field-renamed: shop.Money.amount was named cents
                    was: till.proto:7:9 in the baseline
                    breaks: JSON users
                    used by: shop.Till.Take
                    instead: keep the name; or add another field, and fill both for a while
                1 change would break what is deployed.
                """);
        assertThat(errors()).isEmpty();
    }

    @Test
    void aFileAllowsWhatIsMeant() throws IOException {
        check(WAS, "--write");
        Path allow = Files.writeString(
                work.resolve("allow.txt"),
                "field-renamed shop.Money.amount nobody sends JSON\nmethod-removed shop.Till.Give it is not used\n");

        assertThat(check(NOW, "--allow", allow.toString())).isZero();

        assertThat(output()).isEqualTo("Nothing would break what is deployed; 1 allowed.\n");
        assertThat(errors())
                .isEqualTo("warning: " + allow
                        + ":2:1: allows method-removed of shop.Till.Give, which was not found; remove it\n");
    }

    @Test
    void whatIsWrongInAFileThatAllowsFails() throws IOException {
        check(WAS, "--write");
        Path allow = Files.writeString(work.resolve("allow.txt"), "field-gone shop.Money.cents it is not used\n");

        assertThat(check(WAS, "--allow", allow.toString())).isEqualTo(1);

        assertThat(errors()).startsWith("error: " + allow + ":1:1: there is no rule \"field-gone\"");
    }

    @Test
    void withoutABaselineItTellsHowToWriteOne() throws IOException {
        assertThat(check(WAS)).isEqualTo(1);

        assertThat(errors())
                .isEqualTo(
                        "stubject-cli check: there is no baseline yet; write one from the protos that are deployed, with"
                                + " check --write --baseline " + baseline + "\n");
    }

    @Test
    void withoutServicesAndWithoutABaselineThereIsNothingToCheck() throws IOException {
        assertThat(check(NO_SERVICE)).as(errors()).isZero();

        assertThat(output()).isEqualTo("Nothing to check: there are no services in the protos.\n");
        assertThat(errors()).isEmpty();
        assertThat(baseline).doesNotExist();
    }

    @Test
    void servicesThatAreGoneAreFoundEvenIfNoneIsLeft() throws IOException {
        check(WAS, "--write");

        assertThat(check(NO_SERVICE)).isEqualTo(1);

        assertThat(output())
                .contains("service-removed: shop.Till ")
                .endsWith("1 change would break what is deployed.\n");
    }

    @Test
    void withoutServicesNoBaselineIsWrittenAndAGoodOneStays() throws IOException {
        check(WAS, "--write");
        byte[] good = Files.readAllBytes(baseline);

        assertThat(check(NO_SERVICE, "--write")).isEqualTo(1);

        assertThat(errors())
                .isEqualTo("stubject-cli check: no baseline is written: there is no service in till.proto\n");
        assertThat(output()).isEmpty();
        assertThat(baseline).hasBinaryContent(good);
    }

    @Test
    void whatIsNoBaselineIsToldAsSuch() throws IOException {
        Files.writeString(baseline, "no baseline");

        assertThat(check(WAS)).isEqualTo(1);

        assertThat(errors())
                .startsWith("stubject-cli check: " + baseline + ": the baseline is no descriptor set")
                .doesNotContain("Exception");
    }

    @Test
    void aBaselineOfANewerVersionIsToldAsSuch() throws IOException {
        check(WAS, "--write");
        FileDescriptorSet.Builder newer = FileDescriptorSet.parseFrom(Files.readAllBytes(baseline)).toBuilder();
        newer.getFileBuilder(0)
                .setSyntax("editions")
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                FileDescriptorProto.EDITION_FIELD_NUMBER,
                                Field.newBuilder().addVarint(9000).build())
                        .build());
        Files.write(baseline, newer.build().toByteArray());

        assertThat(check(WAS)).isEqualTo(1);

        assertThat(errors())
                .startsWith("stubject-cli check: " + baseline + ": ")
                .contains("till.proto is of an edition that this version of Stubject does not know");
    }

    @Test
    void aBaselineThatCannotBeWrittenIsAnError() throws IOException {
        baseline = work.resolve("missing").resolve("baseline.binpb");

        assertThat(check(WAS, "--write")).isEqualTo(1);

        assertThat(errors()).startsWith("stubject-cli check: cannot write the baseline " + baseline + ": ");
    }

    @Test
    void protosThatCannotBeServedAreToldAsInTheGenerator() throws IOException {
        check(WAS, "--write");

        assertThat(check(WAS.replace("service Till", "import \"stubject/options.proto\"; service Till")
                        .replace("(Money);", "(Money) { option (stubject.method).subject = \"a..b\"; }")))
                .isEqualTo(1);

        assertThat(errors()).startsWith("stubject-cli check: the protos have 1 problem:\ntill.proto:4:");
    }
}
