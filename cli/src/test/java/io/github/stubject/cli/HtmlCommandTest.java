package io.github.stubject.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.generator.DocumentRequest;
import io.github.stubject.generator.html.HtmlPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sub-command hands over, and where it writes. */
class HtmlCommandTest {
    @TempDir
    private Path work;

    private CommandRun command;

    @BeforeEach
    void compile() throws IOException {
        command = new CommandRun("html", work);
    }

    private DocumentRequest.Builder request() {
        return DocumentRequest.builder(command.set(), Set.of("parcels.proto"));
    }

    @Test
    void itPrintsThePage() throws Exception {
        assertThat(command.with()).as(command.err()).isZero();

        assertThat(command.out())
                .startsWith("<!DOCTYPE html>")
                .isEqualTo(HtmlPage.write(request().build()));
    }

    @Test
    void aFileHasWhatTheEngineWritesForTheSameWishes() throws Exception {
        Path page = work.resolve("parcels.html");

        assertThat(command.with("--out=" + page, "--prefix=staging", "--title=All parcels", "--version=7"))
                .as(command.err())
                .isZero();

        assertThat(page)
                .hasContent(HtmlPage.write(request()
                        .prefix("staging")
                        .title("All parcels")
                        .version("7")
                        .build()));
        assertThat(command.out()).isEmpty();
    }

    @Test
    void whatCannotBeIsTold() throws IOException {
        assertThat(command.with("--prefix=a b")).isEqualTo(1);
        assertThat(command.err()).startsWith("stubject-cli html: the prefix is not allowed: ");

        assertThat(command.with("--out=" + work.resolve("missing/parcels.html")))
                .isEqualTo(1);
        assertThat(command.err()).contains("stubject-cli html: cannot write " + work.resolve("missing"));
    }
}
