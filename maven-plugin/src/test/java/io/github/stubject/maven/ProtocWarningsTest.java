package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class ProtocWarningsTest {
    private static final Path OWN = Path.of("own").toAbsolutePath();
    private static final Path UNPACKED = Path.of("imports").toAbsolutePath();

    private final List<String> warned = new ArrayList<>();
    private final List<String> debugged = new ArrayList<>();
    private final ProtocWarnings warnings = new ProtocWarnings(
            new SystemStreamLog() {
                @Override
                public void warn(CharSequence content) {
                    warned.add(content.toString());
                }

                @Override
                public void debug(CharSequence content) {
                    debugged.add(content.toString());
                }
            },
            new ImportPath(
                    List.of(
                            new ProtoDirectory(OWN, List.of("own.proto")),
                            new ProtoDirectory(UNPACKED.resolve("shop.jar"), List.of("shop.proto"))),
                    new ModulePaths(Path.of(""))),
            UNPACKED);

    @Test
    void those_about_own_protos_are_for_the_user() {
        warnings.print("own.proto:2:1: warning: Import a.proto is unused.");

        assertThat(warned).containsExactly("own/own.proto:2:1: warning: Import a.proto is unused.");
    }

    @Test
    void those_about_protos_in_jars_are_not() {
        warnings.print("shop.proto:2:1: warning: Import a.proto is unused.");

        assertThat(warned).isEmpty();
        assertThat(debugged).containsExactly("imports/shop.jar/shop.proto:2:1: warning: Import a.proto is unused.");
    }

    @Test
    void those_about_no_file_are_for_the_user() {
        warnings.print("something is odd");

        assertThat(warned).containsExactly("something is odd");
    }
}
