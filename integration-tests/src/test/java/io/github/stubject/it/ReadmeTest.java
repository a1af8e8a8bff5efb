package io.github.stubject.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The README shows what is compiled elsewhere, and its links lead somewhere. */
class ReadmeTest {
    private static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("project.root"))).normalize();

    /** A comment that names a file, then a block that is taken from it. */
    private static final Pattern SNIPPET =
            Pattern.compile("(?:<!-- (\\S+) -->\\n)?```(java|proto|xml)\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    private record Snippet(String file, String text) {}

    private static List<Snippet> snippets() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        Matcher matcher = SNIPPET.matcher(Files.readString(ROOT.resolve("README.md")));
        while (matcher.find()) {
            assertThat(matcher.group(1)).as("file of\n" + matcher.group(3)).isNotNull();
            snippets.add(new Snippet(matcher.group(1), matcher.group(3)));
        }
        return snippets;
    }

    @Test
    void showsProtoPomServerClientAndTest() throws IOException {
        assertThat(snippets()).hasSize(8);
    }

    @TestFactory
    Stream<DynamicTest> everySnippetIsTakenFromItsFile() throws IOException {
        return snippets().stream()
                .map(snippet -> DynamicTest.dynamicTest(
                        snippet.file(),
                        () -> assertThat(Files.readString(ROOT.resolve(snippet.file())))
                                .contains(snippet.text())));
    }

    @TestFactory
    Stream<DynamicTest> everyLinkLeadsToAFile() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            List<Path> pages = Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
                                    .map(ROOT::resolve),
                            docs.filter(path -> path.toString().endsWith(".md")))
                    .toList();
            for (Path page : pages) {
                Matcher links = LINK.matcher(Files.readString(page));
                while (links.find()) {
                    String link = links.group(1);
                    tests.add(DynamicTest.dynamicTest(
                            ROOT.relativize(page) + " → " + link,
                            () -> assertThat(page.resolveSibling(link)).exists()));
                }
            }
        }
        return tests.stream();
    }
}
