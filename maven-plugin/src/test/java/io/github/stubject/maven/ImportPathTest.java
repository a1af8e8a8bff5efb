package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportPathTest {
    private static final Path FIRST = Path.of("first").toAbsolutePath();
    private static final Path SECOND = Path.of("second").toAbsolutePath();
    private static final ModulePaths MODULE = new ModulePaths(FIRST);

    private final ImportPath path = new ImportPath(
            List.of(
                    new ProtoDirectory(FIRST, List.of("shop/orders.proto")),
                    new ProtoDirectory(Path.of("empty"), List.of()),
                    new ProtoDirectory(SECOND, List.of("shop/orders.proto", "money.proto"))),
            MODULE);

    @Test
    void a_name_stands_for_the_first_file_of_that_name() {
        assertThat(path.locate("shop/orders.proto")).isEqualTo("shop/orders.proto");
        assertThat(path.locate("money.proto"))
                .isEqualTo(SECOND.resolve("money.proto").toString());
    }

    @Test
    void protoc_may_say_the_whole_path() {
        assertThat(path.locateIn(FIRST + "/shop/orders.proto:4:1: Expected \";\"."))
                .isEqualTo("shop/orders.proto:4:1: Expected \";\".");
        assertThat(path.locate(SECOND + "/shop/orders.proto"))
                .as("and mean the second of that name")
                .isEqualTo(SECOND.resolve("shop/orders.proto").toString());
    }

    @Test
    void a_name_of_no_file_stays() {
        assertThat(path.locate("nothing.proto")).isEqualTo("nothing.proto");
    }

    @Test
    void protocs_lines_get_the_file_for_the_name() {
        assertThat(path.locateIn("money.proto:4:1: Expected \";\"."))
                .isEqualTo(SECOND.resolve("money.proto") + ":4:1: Expected \";\".");
        assertThat(path.locateIn("money.proto:2:1: warning: Import a.proto is unused."))
                .isEqualTo(SECOND.resolve("money.proto") + ":2:1: warning: Import a.proto is unused.");
        assertThat(path.locateIn("money.proto: This file is odd."))
                .isEqualTo(SECOND.resolve("money.proto") + ": This file is odd.");
    }

    @Test
    void other_lines_stay() {
        assertThat(path.locateIn("  at money.proto")).isEqualTo("  at money.proto");
    }

    @Test
    void directories_without_protos_are_left_out() {
        assertThat(path.arguments()).containsExactly("--proto_path==" + FIRST, "--proto_path==" + SECOND);
    }
}
