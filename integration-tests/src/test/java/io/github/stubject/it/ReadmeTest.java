package io.github.stubject.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The README and the pages in docs show what is compiled elsewhere, and their links lead somewhere. */
class ReadmeTest {
    private static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("project.root"))).normalize();

    /** A comment that names a file, then a block that is taken from it. */
    private static final Pattern SNIPPET =
            Pattern.compile("(?:<!-- (\\S+) -->\\n)?```(java|proto|xml)\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    private record Snippet(Path page, String file, String text) {}

    private static List<Snippet> snippets(Path page) throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        Matcher matcher = SNIPPET.matcher(Files.readString(page));
        while (matcher.find()) {
            assertThat(matcher.group(1))
                    .as("file of the snippet in " + page + "\n" + matcher.group(3))
                    .isNotNull();
            snippets.add(new Snippet(page, matcher.group(1), matcher.group(3)));
        }
        return snippets;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
                                    .map(ROOT::resolve),
                            docs.filter(path -> path.toString().endsWith(".md")))
                    .toList();
        }
    }

    @Test
    void theReadmeShowsProtoPomServerClientStreamAndTest() throws IOException {
        assertThat(snippets(ROOT.resolve("README.md"))).hasSize(10);
    }

    @Test
    void thePageOnGeneratedCodeShowsAllFilesOfItsGoldenCaseWhole() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(ROOT.resolve("generator/src/test/golden/tour"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(ROOT.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }

        assertThat(snippets(ROOT.resolve("docs/generated-code.md")).stream()
                        .collect(Collectors.toMap(Snippet::file, Snippet::text)))
                .isEqualTo(files);
    }

    @TestFactory
    Stream<DynamicTest> everySnippetIsTakenFromItsFile() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (Path page : pages()) {
            snippets.addAll(snippets(page));
        }
        return snippets.stream()
                .map(snippet -> DynamicTest.dynamicTest(
                        ROOT.relativize(snippet.page()) + " shows " + snippet.file(),
                        () -> assertThat(Files.readString(ROOT.resolve(snippet.file())))
                                .contains(snippet.text())));
    }

    @TestFactory
    Stream<DynamicTest> everyLinkLeadsToAFile() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            Matcher links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                String link = links.group(1);
                tests.add(DynamicTest.dynamicTest(
                        ROOT.relativize(page) + " → " + link,
                        () -> assertThat(page.resolveSibling(link)).exists()));
            }
        }
        return tests.stream();
    }
}
