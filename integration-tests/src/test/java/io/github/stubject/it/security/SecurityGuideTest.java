package io.github.stubject.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code docs/security.md} shows the configurations that the tests load, whole, and code that they run. */
class SecurityGuideTest {
    private static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("project.root"))).normalize();
    private static final String CONFIGURATIONS = "integration-tests/src/test/resources/security";

    /** A comment that names a file, then a block that is taken from it. */
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- (\\S+) -->\\n)?```(\\w*)\\n(.*?)```\\n", Pattern.DOTALL);

    private record Block(String file, String text) {}

    private static List<Block> blocks() throws IOException {
        Matcher matcher = BLOCK.matcher(Files.readString(ROOT.resolve("docs/security.md")));
        return matcher.results()
                .map(found -> {
                    assertThat(found.group(1)).as("file of\n" + found.group(3)).isNotNull();
                    return new Block(found.group(1), found.group(3));
                })
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> everyBlockIsTakenFromItsFile() throws IOException {
        return blocks().stream()
                .map(block -> DynamicTest.dynamicTest(block.file(), () -> {
                    String file = Files.readString(ROOT.resolve(block.file()));
                    if (block.file().endsWith(".conf")) {
                        assertThat(block.text()).isEqualTo(file);
                    } else {
                        assertThat(file).contains(block.text());
                    }
                }));
    }

    @Test
    void everyConfigurationThatTheTestsLoadIsShown() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(CONFIGURATIONS))) {
            List<String> loaded =
                    files.map(file -> CONFIGURATIONS + "/" + file.getFileName()).toList();
            assertThat(blocks().stream().map(Block::file).filter(file -> file.endsWith(".conf")))
                    .containsExactlyInAnyOrderElementsOf(loaded);
        }
    }
}
