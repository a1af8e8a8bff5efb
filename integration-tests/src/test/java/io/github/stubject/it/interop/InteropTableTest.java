package io.github.stubject.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about gRPC's cases has a row for each that is tested, and tests each that it says is. */
class InteropTableTest {
    private static final Path PAGE =
            Path.of(Objects.requireNonNull(System.getProperty("project.root")), "docs", "grpc-interop.md");
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE);
    private static final List<Class<?>> TESTS = List.of(
            UnaryInteropTest.class,
            StreamInteropTest.class,
            DeadlineInteropTest.class,
            MetadataInteropTest.class,
            SizeInteropTest.class);

    private static Set<String> rows(String section) {
        Set<String> names = new TreeSet<>();
        Matcher rows = ROW.matcher(section);
        while (rows.find()) {
            assertThat(names.add(rows.group(1)))
                    .as(rows.group(1) + " is there twice")
                    .isTrue();
        }
        return names;
    }

    private static Set<String> tested() {
        return TESTS.stream()
                .flatMap(test -> Stream.of(test.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theTableHasTheCasesThatAreTested() throws IOException {
        String[] sections = Files.readString(PAGE).split("\n## Left out\n", -1);
        assertThat(sections).hasSize(2);
        Set<String> tested = tested();

        assertThat(rows(sections[0])).isEqualTo(tested);
        assertThat(rows(sections[1])).isNotEmpty().doesNotContainAnyElementsOf(tested);
    }
}
