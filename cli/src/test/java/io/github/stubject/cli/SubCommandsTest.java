package io.github.stubject.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all sub-commands have in common: how they come by protos, and how they say what is wrong. */
class SubCommandsTest {
    private static final String PROTOS = "src/test/proto/shop";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path work;

    private int run(String... arguments) throws IOException {
        out.reset();
        err.reset();
        PrintStream errors = new PrintStream(err, true, UTF_8);
        return new Main(new ByteArrayInputStream(new byte[0]), out, errors, false).run(List.of(arguments));
    }

    private int runOnProtos(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("permissions", "--protoc", Protoc.executable().toString()));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private String set() throws IOException {
        Path file = work.resolve("shop.binpb");
        Files.write(
                file,
                new Protoc("shop", work).descriptorSet(List.of("till.proto")).toByteArray());
        return file.toString();
    }

    private String output() {
        return out.toString(UTF_8);
    }

    private String errors() {
        return err.toString(UTF_8);
    }

    @Test
    void theUsageListsThem() throws IOException {
        assertThat(run("--help")).isZero();

        assertThat(output()).contains("  permissions  Prints what nats-server must allow");
    }

    @Test
    void eachTellsItsOptions() throws IOException {
        assertThat(run("permissions", "--help")).isZero();

        assertThat(output()).startsWith("Usage: stubject-cli permissions").contains("--proto-path", "--descriptor-set");
        assertThat(errors()).isEmpty();
    }

    @Test
    void theyReadProtosByProtocWithStubjectsOptionsAtHand() throws IOException {
        assertThat(runOnProtos("--proto-path", PROTOS, "till.proto"))
                .as(errors())
                .isZero();

        assertThat(output()).contains("shop.Till");
        assertThat(errors()).isEmpty();
    }

    @Test
    void pathsOfProtosAreThoseThatProtocTakes() throws IOException {
        assertThat(runOnProtos("-I", PROTOS, PROTOS + "/till.proto"))
                .as(errors())
                .isZero();

        assertThat(output()).contains("shop.Till");
    }

    @Test
    void aDescriptorSetInPlaceOfProtosGivesTheSame() throws IOException {
        assertThat(runOnProtos("-I", PROTOS, "till.proto")).isZero();
        String fromProtos = output();

        assertThat(run("permissions", "--descriptor-set", set(), "till.proto"))
                .as(errors())
                .isZero();
        assertThat(output()).isEqualTo(fromProtos).doesNotContain("shop.Rates");
    }

    @Test
    void aDescriptorSetAloneIsAboutAllServicesInIt() throws IOException {
        assertThat(run("permissions", "--descriptor-set", set())).as(errors()).isZero();

        assertThat(output()).contains("shop.Rates", "shop.Till");
    }

    @Test
    void aFileThatTheSetLacksIsToldWithThoseThatItHas() throws IOException {
        assertThat(run("permissions", "--descriptor-set", set(), "tills.proto")).isEqualTo(1);

        assertThat(errors()).contains("has no tills.proto", "it has services in:\n  money.proto\n  till.proto\n");
    }

    @Test
    void whatIsNoSetIsToldWithTheWayToWriteOne() throws IOException {
        Path text = Files.writeString(work.resolve("notes.txt"), "hello\n");
        Path empty = Files.createFile(work.resolve("empty"));
        for (Path file : List.of(text, empty, work.resolve("missing"))) {
            assertThat(run("permissions", "--descriptor-set", file.toString())).isEqualTo(1);

            assertThat(errors())
                    .contains(
                            "descriptor set", file.toString(), "protoc --include_imports --include_source_info -o FILE")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void withoutAProtocTheErrorNamesBothWaysOut() throws IOException {
        assertThat(run("permissions", "--protoc", work.resolve("protoc").toString(), "-I", PROTOS, "till.proto"))
                .isEqualTo(1);

        assertThat(errors())
                .contains("--protoc", "protoc --include_imports --include_source_info -o FILE")
                .doesNotContain("Exception");
    }

    @Test
    void whatProtocRefusesIsToldInItsWords() throws IOException {
        Files.writeString(work.resolve("bad.proto"), "syntax = \"proto3\";\nmessage {}\n");

        assertThat(runOnProtos("-I", work.toString(), "bad.proto")).isEqualTo(1);

        assertThat(errors())
                .startsWith("stubject-cli permissions: protoc refuses the protos:\n")
                .contains("bad.proto:2:9: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"asyncapi", "check", "html", "permissions"})
    void allOfThemNameTheProtoThatProtocRefuses(String command) throws IOException {
        Files.writeString(work.resolve("bad.proto"), "syntax = \"proto3\";\nmessage {}\n");

        assertThat(run(command, "--protoc", Protoc.executable().toString(), "-I", work.toString(), "bad.proto"))
                .isEqualTo(1);

        assertThat(errors())
                .startsWith("stubject-cli " + command + ": protoc refuses the protos:\n")
                .contains("bad.proto:2:9: ");
        assertThat(output()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"asyncapi", "html", "permissions"})
    void thoseThatDescribeServicesNameTheProtoThatHasNone(String command) throws IOException {
        Files.writeString(work.resolve("empty.proto"), "syntax = \"proto3\";\nmessage Nothing {}\n");

        assertThat(run(command, "--protoc", Protoc.executable().toString(), "-I", work.toString(), "empty.proto"))
                .isEqualTo(1);

        assertThat(errors())
                .isEqualTo("stubject-cli " + command
                        + ": no service in empty.proto; name the protos that have services\n");
        assertThat(output()).isEmpty();
    }

    @Test
    void whatIsWrongWithServicesIsToldAsInTheGenerator() throws IOException {
        assertThat(runOnProtos("-I", "src/test/proto/wrong", "one.proto", "two.proto"))
                .isEqualTo(1);

        assertThat(errors())
                .startsWith("stubject-cli permissions: the protos have ")
                .contains(" problems:\n", "one.proto:");
    }

    @Test
    void misuseIsToldInTwoLinesWithAnExitCodeOfItsOwn() throws IOException {
        assertThat(run("permissions")).isEqualTo(2);
        assertThat(errors().lines())
                .containsExactly(
                        "stubject-cli permissions: name the protos, or a --descriptor-set",
                        "See stubject-cli permissions --help.");

        assertThat(run("permissions", "--descriptor-sets", "x")).isEqualTo(2);
        assertThat(errors())
                .startsWith("stubject-cli permissions: Unknown option")
                .contains("--help");

        assertThat(run("permissions", "--descriptor-set", "x", "--proto-path", "y"))
                .isEqualTo(2);
        assertThat(errors()).contains("in place of protos");
    }
}
