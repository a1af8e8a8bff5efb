package io.github.stubject.generator;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemas full of errors in src/test/bad: beside the protos, what is said of them, all at once. */
class BadInputTest {
    private static final Path BAD = Path.of("src/test/bad");

    @TempDir
    private Path work;

    static Stream<String> cases() throws IOException {
        try (Stream<Path> folders = Files.list(BAD)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void allProblemsAreToldAtOnceEachWithItsPlaceAndAFix(String name) throws IOException {
        Path folder = BAD.resolve(name);
        Protoc protoc = new Protoc(folder, work);
        GeneratorRequest request = new GeneratorRequest(protoc.descriptorSet(), protoc.files(), null);

        SchemaException refusal = catchThrowableOfType(SchemaException.class, () -> Generator.generate(request));

        String problems =
                refusal.problems().stream().map(problem -> problem + "\n").collect(Collectors.joining());
        Goldens.assertSame(folder, ".txt", Map.of("problems.txt", problems));
    }
}
