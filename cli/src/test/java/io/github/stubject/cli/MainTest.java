package io.github.stubject.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tool does, by arguments and input. */
class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path work;

    @Test
    void withoutArgumentsItAnswersProtoc() throws IOException {
        byte[] request = new Protoc("shop", work).request("till.proto").build().toByteArray();

        assertThat(run(request, false)).isZero();

        assertThat(CodeGeneratorResponse.parseFrom(out.toByteArray()).getFileList())
                .hasSize(4);
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void somebodyAtATerminalIsToldTheUsageInsteadOfWaitingForInput() throws IOException {
        assertThat(run(new byte[0], true)).isEqualTo(2);

        assertThat(out.toByteArray()).isEmpty();
        assertThat(err.toString(UTF_8)).contains("protoc --plugin=protoc-gen-stubject=", "java_package=");
    }

    @Test
    void whatIsNoRequestIsRefusedWithoutAStackTrace() throws IOException {
        // The last one is a message with a field that nobody knows.
        for (byte[] garbage : List.of(new byte[0], "hello\n".getBytes(UTF_8), new byte[] {(byte) 0xf8, 7, 1})) {
            err.reset();

            assertThat(run(garbage, false)).isEqualTo(1);

            assertThat(out.toByteArray()).isEmpty();
            assertThat(err.toString(UTF_8).lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("no request of protoc");
        }
    }

    @Test
    void helpAndVersionAreAnswersAndNoErrors() throws IOException {
        assertThat(run(new byte[0], true, "--help")).isZero();
        assertThat(out.toString(UTF_8)).contains("--stubject_out=<dir>", "java -jar <this file> %*");
        out.reset();

        assertThat(run(new byte[0], false, "--version")).isZero();
        assertThat(out.toString(UTF_8)).startsWith("stubject-cli ");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void anUnknownArgumentIsToldWithTheUsage() throws IOException {
        assertThat(run(new byte[0], false, "--halp")).isEqualTo(2);

        assertThat(err.toString(UTF_8)).startsWith("Unknown argument: --halp").contains("--help");
        assertThat(out.toByteArray()).isEmpty();
    }

    private int run(byte[] input, boolean atTerminal, String... arguments) throws IOException {
        PrintStream errors = new PrintStream(err, true, UTF_8);
        return new Main(new ByteArrayInputStream(input), out, errors, atTerminal).run(List.of(arguments));
    }
}
