package io.github.stubject.generator.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RuleTableTest {
    @Test
    void theDocumentationHasARowForEachRuleWithItsTexts() throws Exception {
        String page = Files.readString(Path.of("../docs/compatibility-check.md"), UTF_8);

        assertThat(page.lines().filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(Arrays.stream(Rule.values())
                        .map(rule -> "| `" + rule.id() + "` | " + rule.summary() + " | " + rule.remedy() + " |")
                        .toList());
    }
}
