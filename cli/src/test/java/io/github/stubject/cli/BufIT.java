package io.github.stubject.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as a plugin of buf, with the files in {@code src/test/buf} as the docs show them. */
@Tag("interop")
class BufIT {
    private static final Path NPM = Path.of("interop").toAbsolutePath();
    private static final List<String> DIALECTS =
            List.of("edition2023.proto", "edition2024.proto", "edition2026.proto", "proto2.proto", "proto3.proto");

    @TempDir
    private Path work;

    private Path project;

    @BeforeEach
    void prepare() throws IOException {
        Command.run(work, Map.of(), List.of("npm", "ci", "--prefix", NPM.toString(), "--no-audit", "--no-fund"))
                .succeeds();
        project = Files.createDirectories(work.resolve("project"));
        copyAll(Path.of("src/test/buf"), project);
        Files.copy(ExecutableJar.FILE, project.resolve("stubject-cli.jar"));
        Path options = Protoc.imports(work).resolve("stubject/options.proto");
        Files.copy(
                options,
                Files.createDirectories(project.resolve("vendor/stubject")).resolve("options.proto"));
    }

    @Test
    void bufGetsTheServicesOfTheEngineAndTheMessagesOfProtoc() throws Exception {
        copyAll(Path.of("src/test/proto/dialects"), project.resolve("protos"));

        buf().succeeds();

        Map<String, String> texts = Protoc.texts(project.resolve("generated"));
        assertThat(texts).containsAllEntriesOf(new Protoc("dialects", work).generated(DIALECTS, null));
        assertThat(texts).containsKeys("com/acme/e2026/Place.java", "com/acme/proto2/Note.java");
    }

    @Test
    void bufShowsAllProblems() throws IOException {
        copyAll(Path.of("src/test/proto/wrong"), project.resolve("protos"));

        assertThat(buf().fails().errors())
                .contains("The protos have 3 problems:\none.proto:10:3: ", "\none.proto:12:7: ", "\ntwo.proto:11:7: ");
    }

    private Command buf() throws IOException {
        // buf looks for protoc in the path.
        Path bin = Files.createDirectories(work.resolve("bin"));
        Files.copy(Protoc.executable(), bin.resolve("protoc"), StandardCopyOption.COPY_ATTRIBUTES);
        String path = String.join(
                File.pathSeparator,
                bin.toString(),
                ExecutableJar.JAVA_HOME.resolve("bin").toString(),
                System.getenv("PATH"));
        String buf = NPM.resolve("node_modules/.bin/buf").toString();
        return Command.run(
                project,
                Map.of("PATH", path, "BUF_CACHE_DIR", work.resolve("cache").toString()),
                List.of(buf, "generate"));
    }

    private static void copyAll(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
