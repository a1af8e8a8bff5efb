package io.github.stubject.generator.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A case for each rule in src/test/check: what was, what breaks somebody, what comes near to it and breaks nobody, and what
 * is found in the former. {@code -Dgoldens.approve=true} writes the latter anew.
 */
class RulesTest {
    private static final Path CASES = Path.of("src/test/check");

    @TempDir
    private Path work;

    private record Case(String was, String breaks, String fine, String findings) {
        private static final List<String> PARTS =
                List.of("=== was\n", "\n=== breaks\n", "\n=== fine\n", "\n=== findings\n");

        static Case read(Rule rule) throws IOException {
            String rest = Files.readString(file(rule), UTF_8);
            String[] parts = new String[PARTS.size()];
            for (int i = PARTS.size() - 1; i >= 0; i--) {
                int begin = rest.indexOf(PARTS.get(i));
                parts[i] = rest.substring(begin + PARTS.get(i).length());
                rest = rest.substring(0, begin);
            }
            return new Case(parts[0], parts[1], parts[2], parts[3]);
        }

        void approve(Rule rule, String found) throws IOException {
            Files.writeString(
                    file(rule),
                    PARTS.get(0) + was + PARTS.get(1) + breaks + PARTS.get(2) + fine + PARTS.get(3) + found,
                    UTF_8);
        }

        private static Path file(Rule rule) {
            return CASES.resolve(rule.id() + ".txt");
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsWhatBreaksAndTellsAllOfIt(Rule rule) throws Exception {
        Case its = Case.read(rule);

        CheckResult result = new Protos(work).check(its.was(), its.breaks());

        String found = result.findings().stream().map(finding -> finding + "\n").collect(Collectors.joining());
        if (Boolean.getBoolean("goldens.approve")) {
            its.approve(rule, found);
        }
        assertThat(result.findings()).extracting(Finding::rule).contains(rule);
        assertThat(found).isEqualTo(Case.read(rule).findings());
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingInItsCompatibleNeighbour(Rule rule) throws Exception {
        Case its = Case.read(rule);

        CheckResult result = new Protos(work).check(its.was(), its.fine());

        assertThat(result.findings()).isEmpty();
        assertThat(result.passed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingWhereNothingChanged(Rule rule) throws Exception {
        Case its = Case.read(rule);

        assertThat(new Protos(work).check(its.breaks(), its.breaks()).findings())
                .isEmpty();
    }

    @Test
    void eachCaseIsOfARule() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(Rule.values())
                            .map(rule -> rule.id() + ".txt")
                            .toList());
        }
    }
}
