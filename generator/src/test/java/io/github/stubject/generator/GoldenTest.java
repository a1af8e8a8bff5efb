package io.github.stubject.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated code, as it is kept in src/test/golden for people to read: beside its protos, real Java that compiles. */
class GoldenTest {
    private static final Path GOLDENS = Path.of("src/test/golden");

    @TempDir
    private Path work;

    static Stream<String> cases() throws IOException {
        try (Stream<Path> folders = Files.list(GOLDENS)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void generatedCodeIsTheApprovedOneAndCompilesWithoutAWarningAndRuns(String name) throws Exception {
        Path golden = GOLDENS.resolve(name);
        Protoc protoc = new Protoc(golden, work);

        GeneratorResult result = Generator.generate(new GeneratorRequest(protoc.descriptorSet(), protoc.files(), null));

        Goldens.assertSame(golden, ".java", texts(result));
        JavaCompiler javac = new JavaCompiler(work.resolve("classes"));
        javac.leniently(protoc.messages());
        javac.strictly(golden);
        GeneratedClasses.assertThatTheyWork(golden, javac.load());
    }

    private static Map<String, String> texts(GeneratorResult result) {
        return result.files().stream()
                .collect(Collectors.toMap(GeneratedFile::path, GeneratedFile::content, (a, b) -> a, TreeMap::new));
    }
}
