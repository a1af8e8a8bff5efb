package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NothingSelectedTest {
    private static final Path BASE = Path.of("").toAbsolutePath();
    private static final Path PROTOS = BASE.resolve("src/main/proto");

    private final LogOfLines log = new LogOfLines();

    @Test
    void a_module_without_protos_is_no_mistake() {
        tell(List.of(), "**");

        assertThat(log.lines()).containsExactly("info: Nothing to generate: there are no protos in src/main/proto.");
    }

    @Test
    void patterns_that_pass_over_all_are_shown_with_what_is_there() {
        tell(List.of("shop/orders.proto", "shop/money.proto"), "com/acme/*.proto");

        assertThat(log.lines())
                .containsExactly(
                        "warning: Nothing to generate. <includes> [com/acme/*.proto] and <excludes> [] leave none"
                                + " of 2 protos in src/main/proto:\nshop/orders.proto\nshop/money.proto\n"
                                + "Patterns are compared with these names, by which protos import each other.");
    }

    @Test
    void of_many_protos_the_first_are_shown() {
        tell(
                List.of(
                        "a.proto", "b.proto", "c.proto", "d.proto", "e.proto", "f.proto", "g.proto", "h.proto",
                        "i.proto", "j.proto", "k.proto", "l.proto"),
                "none/**");

        assertThat(log.lines().get(0)).contains("\nj.proto\nand 2 more\n").doesNotContain("k.proto");
    }

    @Test
    void the_path_of_a_file_is_not_its_name() {
        assertThat(suggestionFor("src/main/proto/shop/orders.proto")).isEqualTo("shop/orders.proto");
    }

    @Test
    void a_directory_needs_stars() {
        assertThat(suggestionFor("shop")).isEqualTo("shop/**");
        assertThat(suggestionFor("shop/")).isEqualTo("shop/**");
    }

    @Test
    void a_package_is_no_pattern() {
        assertThat(suggestionFor("com.acme.bank")).isEqualTo("com/acme/bank/**");
    }

    @Test
    void a_file_without_its_directory_needs_stars() {
        assertThat(suggestionFor("orders.proto")).isEqualTo("**/orders.proto");
    }

    @Test
    void a_slip_is_guessed() {
        assertThat(suggestionFor("shop/oders.proto")).isEqualTo("shop/orders.proto");
    }

    private String suggestionFor(String include) {
        tell(List.of("com/acme/bank/money.proto", "shop/orders.proto"), include);
        String last = log.lines().get(log.lines().size() - 1);
        return last.replaceFirst("(?s).*\\nDid you mean <include>(.*)</include>\\?", "$1");
    }

    private void tell(List<String> names, String include) {
        SchemaRequest request = new SchemaRequest(
                new ModulePaths(BASE),
                List.of(PROTOS),
                List.of(),
                Selection.of(List.of(include), null),
                List.of(),
                List.of(),
                BASE.resolve("target"));
        Inputs inputs = new Inputs(List.of(new ProtoDirectory(PROTOS, names)), List.of(), List.of());
        NothingSelected.tell(log, "Nothing to generate", inputs, request);
    }
}
