package io.github.stubject.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/permissions.md} shows a command, and behind it what that prints. */
class PermissionsGuideTest {
    private static final String START = "java -jar stubject-cli.jar";

    private static final Path GUIDE = Path.of("../docs/permissions.md");
    private static final String SAMPLE = "../samples/orders/src/main/proto";

    private static final Pattern BLOCK = Pattern.compile("```\\w*\\n(.*?)```\\n", Pattern.DOTALL);

    @Test
    void theFirstCommandPrintsTheFirstConfiguration() throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(GUIDE))
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring(block.indexOf('\n') + 1, block.lastIndexOf("```")))
                .toList();
        String command = blocks.get(0);
        String shown = blocks.stream()
                .filter(block -> block.startsWith("# For the configuration of nats-server"))
                .findFirst()
                .orElseThrow();

        assertThat(command).startsWith(START + " permissions -I protos ");
        assertThat(output(command)).isEqualTo(shown);
    }

    private static String output(String command) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of(command.substring(START.length()).strip().split("[\\s\\\\]+")));
        arguments.replaceAll(argument -> argument.equals("protos") ? SAMPLE : argument);
        arguments.add("--protoc=" + Protoc.executable());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(new Main(new ByteArrayInputStream(new byte[0]), out, System.err, false).run(arguments))
                .isZero();
        return out.toString(UTF_8);
    }
}
