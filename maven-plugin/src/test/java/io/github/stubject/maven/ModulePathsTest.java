package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModulePathsTest {
    private static final Path BASE = Path.of("shop").toAbsolutePath();

    private final ModulePaths module = new ModulePaths(BASE);

    @Test
    void a_path_below_the_module_is_relative() {
        assertThat(module.show(BASE.resolve("src/main/proto"))).isEqualTo("src/main/proto");
        assertThat(module.show(BASE.resolve("target/../src/main/proto"))).isEqualTo("src/main/proto");
    }

    @Test
    void any_other_is_absolute() {
        Path sibling = BASE.resolveSibling("shop-api");

        assertThat(module.show(BASE.resolve("../shop-api"))).isEqualTo(sibling.toString());
        assertThat(module.show(BASE)).isEqualTo(BASE.toString());
    }
}
