package io.github.stubject.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.generator.DocumentRequest;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.asyncapi.AsyncApi;
import io.github.stubject.generator.asyncapi.AsyncApiDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sub-command hands over, where it writes, and how it tells what is wrong. */
class AsyncApiCommandTest {
    @TempDir
    private Path work;

    private CommandRun command;

    @BeforeEach
    void compile() throws IOException {
        command = new CommandRun("asyncapi", work);
    }

    private DocumentRequest.Builder request() {
        return DocumentRequest.builder(command.set(), Set.of("parcels.proto"));
    }

    private static AsyncApiDocument document(DocumentRequest.Builder request) throws SchemaException {
        return AsyncApi.document(request.build());
    }

    @Test
    void itPrintsYaml() throws Exception {
        assertThat(command.with()).as(command.err()).isZero();

        assertThat(command.out()).isEqualTo(document(request()).toYaml());
    }

    @Test
    void itPrintsWhatTheEngineWritesForTheSameWishes() throws Exception {
        assertThat(command.with("--format=json", "--prefix=staging", "--title=All parcels", "--version=7"))
                .as(command.err())
                .isZero();

        assertThat(command.out())
                .isEqualTo(document(
                                request().prefix("staging").title("All parcels").version("7"))
                        .toJson());
    }

    @Test
    void itWritesTheFormatThatTheFileIsNamedAfter() throws Exception {
        Path json = work.resolve("parcels.json");
        Path yaml = work.resolve("parcels.yml");
        Path text = work.resolve("parcels.txt");

        assertThat(command.with("--out=" + json)).as(command.err()).isZero();
        assertThat(command.with("--out=" + yaml)).as(command.err()).isZero();
        assertThat(command.with("--out=" + text, "--format=JSON"))
                .as(command.err())
                .isZero();

        assertThat(json).hasContent(document(request()).toJson());
        assertThat(yaml).hasContent(document(request()).toYaml());
        assertThat(text).hasSameTextualContentAs(json);
        assertThat(command.out()).isEmpty();
    }

    @Test
    void aFileThatCannotBeWrittenIsTold() throws IOException {
        assertThat(command.with("--out=" + work.resolve("missing/parcels.yaml")))
                .isEqualTo(1);

        assertThat(command.err()).startsWith("stubject-cli asyncapi: cannot write " + work.resolve("missing"));
    }

    @Test
    void aPrefixThatCannotBeIsTold() throws IOException {
        assertThat(command.with("--prefix=a b")).isEqualTo(1);

        assertThat(command.err()).startsWith("stubject-cli asyncapi: the prefix is not allowed: ");
        assertThat(command.out()).isEmpty();
    }

    @Test
    void anUnknownFormatIsMisuse() throws IOException {
        assertThat(command.with("--format=html")).isEqualTo(2);

        assertThat(command.err()).contains("'html'", "JSON, YAML").contains("--help");
    }
}
