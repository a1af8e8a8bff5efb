package io.github.stubject.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged jar as a plugin of the real protoc. */
class ProtocIT {
    @TempDir
    private Path work;

    private Path out;
    private String plugin;

    @BeforeEach
    void prepare() throws IOException {
        out = Files.createDirectories(work.resolve("out"));
        plugin = "--plugin=protoc-gen-stubject=" + ExecutableJar.plugin(work);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proto2", "proto3", "edition2023", "edition2024", "edition2026"})
    void servicesOfEachDialectAreThoseOfTheEngineByteByByte(String dialect) throws Exception {
        Protoc protoc = new Protoc("dialects", work);
        List<String> file = List.of(dialect + ".proto");

        Command run = protoc.run(file, plugin, "--stubject_out=" + out);

        assertThat(run.succeeds().output()).isEmpty();
        assertThat(run.errors()).isEmpty();
        assertThat(Protoc.texts(out)).hasSizeGreaterThan(3).isEqualTo(protoc.generated(file, null));
    }

    @Test
    void oneRunGivesMessagesAndServicesOfManyFiles() throws Exception {
        Protoc protoc = new Protoc("shop", work);
        List<String> files = List.of("till.proto", "money.proto");

        protoc.run(files, plugin, "--java_out=" + out, "--stubject_out=" + out).succeeds();

        Map<String, String> texts = Protoc.texts(out);
        assertThat(texts).containsKeys("com/acme/shop/Money.java", "com/acme/shop/MoneyOrBuilder.java");
        assertThat(texts).containsAllEntriesOf(protoc.generated(files, null));
    }

    @Test
    void theJavaPackageIsAnOption() throws Exception {
        Protoc protoc = new Protoc("shop", work);
        List<String> file = List.of("till.proto");

        protoc.run(file, plugin, "--stubject_out=" + out, "--stubject_opt=java_package=com.acme.services")
                .succeeds();

        assertThat(Protoc.texts(out))
                .containsKey("com/acme/services/Till.java")
                .isEqualTo(protoc.generated(file, "com.acme.services"));
    }

    @Test
    void protocShowsAllProblemsAndWritesNothing() throws IOException {
        Command run = new Protoc("wrong", work)
                .run(List.of("one.proto", "two.proto"), plugin, "--stubject_out=" + out)
                .fails();

        assertThat(run.errors().lines()).hasSize(4).first().isEqualTo("--stubject_out: The protos have 3 problems:");
        assertThat(run.errors()).contains("\none.proto:10:3: ", "\none.proto:12:7: ", "\ntwo.proto:11:7: ");
        assertThat(Protoc.texts(out)).isEmpty();
    }
}
