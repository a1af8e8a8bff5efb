package io.github.stubject.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.asyncapi.AsyncApi;
import io.github.stubject.generator.asyncapi.AsyncApiDocument;
import io.github.stubject.generator.asyncapi.AsyncApiRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sub-command hands over, where it writes, and how it tells what is wrong. */
class AsyncApiCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path work;

    private byte[] set = {};

    @BeforeEach
    void compile() throws IOException {
        set = new Protoc("events", work).descriptorSet(List.of("parcels.proto")).toByteArray();
        Files.write(work.resolve("parcels.binpb"), set);
    }

    private int run(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("asyncapi", "--descriptor-set", work + "/parcels.binpb"));
        all.addAll(List.of(arguments));
        PrintStream errors = new PrintStream(err, true, UTF_8);
        return new Main(new ByteArrayInputStream(new byte[0]), out, errors, false).run(all);
    }

    private AsyncApiRequest.Builder request() {
        return AsyncApiRequest.builder(set, Set.of("parcels.proto"));
    }

    private static AsyncApiDocument document(AsyncApiRequest.Builder request) throws SchemaException {
        return AsyncApi.document(request.build());
    }

    @Test
    void itPrintsYaml() throws Exception {
        assertThat(run()).as(err.toString(UTF_8)).isZero();

        assertThat(out.toString(UTF_8)).isEqualTo(document(request()).toYaml());
    }

    @Test
    void itPrintsWhatTheEngineWritesForTheSameWishes() throws Exception {
        assertThat(run("--format=json", "--prefix=staging", "--title=All parcels", "--version=7"))
                .as(err.toString(UTF_8))
                .isZero();

        assertThat(out.toString(UTF_8))
                .isEqualTo(document(
                                request().prefix("staging").title("All parcels").version("7"))
                        .toJson());
    }

    @Test
    void itWritesTheFormatThatTheFileIsNamedAfter() throws Exception {
        Path json = work.resolve("parcels.json");
        Path yaml = work.resolve("parcels.yml");
        Path text = work.resolve("parcels.txt");

        assertThat(run("--out=" + json)).as(err.toString(UTF_8)).isZero();
        assertThat(run("--out=" + yaml)).as(err.toString(UTF_8)).isZero();
        assertThat(run("--out=" + text, "--format=JSON"))
                .as(err.toString(UTF_8))
                .isZero();

        assertThat(json).hasContent(document(request()).toJson());
        assertThat(yaml).hasContent(document(request()).toYaml());
        assertThat(text).hasSameTextualContentAs(json);
        assertThat(out.toByteArray()).isEmpty();
    }

    @Test
    void aFileThatCannotBeWrittenIsTold() throws IOException {
        assertThat(run("--out=" + work.resolve("missing/parcels.yaml"))).isEqualTo(1);

        assertThat(err.toString(UTF_8)).startsWith("stubject-cli asyncapi: cannot write " + work.resolve("missing"));
    }

    @Test
    void aPrefixThatCannotBeIsTold() throws IOException {
        assertThat(run("--prefix=a b")).isEqualTo(1);

        assertThat(err.toString(UTF_8)).startsWith("stubject-cli asyncapi: the prefix is not allowed: ");
        assertThat(out.toByteArray()).isEmpty();
    }

    @Test
    void anUnknownFormatIsMisuse() throws IOException {
        assertThat(run("--format=html")).isEqualTo(2);

        assertThat(err.toString(UTF_8)).contains("'html'", "JSON, YAML").contains("--help");
    }
}
