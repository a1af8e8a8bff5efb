package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final List<String> NAMES = List.of("a.proto", "shop/a.proto", "shop/eu/b.proto");

    @Test
    void no_patterns_take_all() {
        assertThat(Selection.of(null, null).of(NAMES)).isEqualTo(NAMES);
    }

    @Test
    void an_empty_list_of_includes_takes_all() {
        assertThat(Selection.of(List.of(), List.of()).of(NAMES)).isEqualTo(NAMES);
    }

    @Test
    void includes_are_ant_patterns() {
        assertThat(Selection.of(List.of("shop/**"), null).of(NAMES)).containsExactly("shop/a.proto", "shop/eu/b.proto");
        assertThat(Selection.of(List.of("**/a.proto"), null).of(NAMES)).containsExactly("a.proto", "shop/a.proto");
        assertThat(Selection.of(List.of("*.proto"), null).of(NAMES)).containsExactly("a.proto");
    }

    @Test
    void excludes_win_over_includes() {
        assertThat(Selection.of(List.of("shop/**"), List.of("**/eu/**")).of(NAMES))
                .containsExactly("shop/a.proto");
    }
}
