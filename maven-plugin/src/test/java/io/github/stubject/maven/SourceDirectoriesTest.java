package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class SourceDirectoriesTest {
    private static final Path A = Path.of("a").toAbsolutePath();
    private static final Path B = Path.of("b").toAbsolutePath();
    private static final ModulePaths MODULE = new ModulePaths(Path.of(""));
    private static final Selection ALL = Selection.of(null, null);

    @Test
    void a_name_in_two_directories_is_an_error_that_names_both() {
        Inputs inputs = inputs(
                new ProtoDirectory(A, List.of("shop/orders.proto", "x.proto")),
                new ProtoDirectory(B, List.of("shop/orders.proto", "y.proto")));

        assertThatThrownBy(() -> SourceDirectories.check(inputs, ALL, MODULE))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("1 name of protos would stand for two files each, and protoc would see the first only:\n"
                        + "shop/orders.proto: in a and in b\nRename or delete one of each.");
    }

    @Test
    void a_proto_of_the_tests_with_the_name_of_a_main_one_is_one_too() {
        Inputs inputs = new Inputs(
                List.of(new ProtoDirectory(A, List.of("x.proto"))),
                List.of(new ProtoDirectory(B, List.of("x.proto"))),
                List.of());

        assertThatThrownBy(() -> SourceDirectories.check(inputs, ALL, MODULE))
                .hasMessageContaining("x.proto: in a and in b");
    }

    @Test
    void a_directory_inside_another_is_an_error_that_tells_the_way_out() {
        Path inner = A.resolve("shop");
        Inputs inputs = inputs(
                new ProtoDirectory(A, List.of("shop/orders.proto")),
                new ProtoDirectory(inner, List.of("orders.proto")));

        assertThatThrownBy(() -> SourceDirectories.check(inputs, ALL, MODULE))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(
                        "The directory a/shop is inside a, and both are directories with protos: orders.proto and shop/orders.proto would be one file"
                                + " under two names. Leave one of the directories out, or one of the names with <excludes>.");
        assertThatCode(() -> SourceDirectories.check(inputs, Selection.of(null, List.of("shop/**")), MODULE))
                .doesNotThrowAnyException();
    }

    @Test
    void a_directory_that_is_configured_twice_is_an_error() {
        Inputs inputs = inputs(new ProtoDirectory(A, List.of("x.proto")), new ProtoDirectory(A, List.of("x.proto")));

        assertThatThrownBy(() -> SourceDirectories.check(inputs, ALL, MODULE))
                .hasMessage("The directory a is configured twice as one with protos. Name it once.");
    }

    @Test
    void all_that_is_wrong_with_directories_is_told_at_once() {
        Inputs inputs = inputs(
                new ProtoDirectory(A, List.of("x.proto", "shop/orders.proto")),
                new ProtoDirectory(A, List.of("x.proto", "shop/orders.proto")),
                new ProtoDirectory(B, List.of("y.proto", "bank/money.proto")),
                new ProtoDirectory(B.resolve("bank"), List.of("money.proto")));

        assertThatThrownBy(() -> SourceDirectories.check(inputs, ALL, MODULE))
                .hasMessageContaining("The directory a is configured twice")
                .hasMessageContaining("The directory b/bank is inside b, ");
    }

    private static Inputs inputs(ProtoDirectory... sources) {
        return new Inputs(List.of(sources), List.of(), List.of());
    }
}
