package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredDirectoriesTest {
    private final Path base;

    ConfiguredDirectoriesTest(@TempDir Path base) throws IOException {
        this.base = base;
        Files.createDirectories(base.resolve("src/main/proto"));
        Files.createFile(base.resolve("src/main/proto/shop.proto"));
    }

    @Test
    void one_that_is_there_is_right() {
        assertThat(wrong("src/main/proto")).isEmpty();
    }

    @Test
    void one_with_a_slip_in_it_gets_a_suggestion() {
        assertThat(wrong("src/main/porto"))
                .containsExactly(
                        "<sourceDirectories> names src/main/porto, and there is no such directory. Did you mean"
                                + " src/main/proto?");
    }

    @Test
    void one_that_is_like_nothing_gets_none() {
        assertThat(wrong("definitions"))
                .containsExactly("<sourceDirectories> names definitions, and there is no such directory. Create it, or"
                        + " leave it out.");
    }

    @Test
    void a_file_is_none() {
        assertThat(wrong("src/main/proto/shop.proto"))
                .containsExactly("<sourceDirectories> names src/main/proto/shop.proto, which is a file. Name its"
                        + " directory, and choose protos in it with <includes>.");
    }

    @Test
    void all_are_told_at_once() {
        assertThat(wrong("a", "b")).hasSize(2);
    }

    private List<String> wrong(String... directories) {
        return new ConfiguredDirectories("sourceDirectories", new ModulePaths(base))
                .wrong(Stream.of(directories).map(base::resolve).toList());
    }
}
