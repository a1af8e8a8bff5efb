package io.github.stubject.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/asyncapi.md} shows how a document begins. */
class AsyncApiGuideTest {
    private static final Path GUIDE = Path.of("../docs/asyncapi.md");
    private static final String FENCE = "```";

    @Test
    void theDocumentOfTheSampleBeginsAsShown() throws IOException {
        String guide = Files.readString(GUIDE);
        String shown = guide.substring(guide.indexOf(FENCE + "yaml\n") + FENCE.length() + "yaml\n".length());
        shown = shown.substring(0, shown.indexOf(FENCE));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> arguments = List.of(
                "asyncapi",
                "--protoc=" + Protoc.executable(),
                "-I",
                "../samples/orders/src/main/proto",
                "orders.proto");

        assertThat(new Main(new ByteArrayInputStream(new byte[0]), out, System.err, false).run(arguments))
                .isZero();

        assertThat(shown).startsWith("asyncapi: ");
        assertThat(out.toString(UTF_8)).startsWith(shown);
    }
}
