package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    private final Schema schema = Schemas.till(new ModulePaths(Path.of("/app")), "cents");

    @Test
    void thereIsAPageForPeopleAndTwoForPrograms() throws Exception {
        Map<String, String> documents = Documents.of(schema, "staging", "Tills", "7");

        assertThat(documents).containsOnlyKeys("index.html", "asyncapi.yaml", "asyncapi.json");
        assertThat(documents.get("index.html"))
                .startsWith("<!DOCTYPE html>")
                .contains("<title>Tills</title>", "shop.Till");
        assertThat(documents.get("asyncapi.yaml")).startsWith("asyncapi: ").contains("title: Tills", "staging.");
        assertThat(documents.get("asyncapi.json")).startsWith("{").contains("\"version\": \"7\"");
    }

    @Test
    void aPrefixThatCannotBeIsTold() {
        assertThatThrownBy(() -> Documents.of(schema, "a b", null, null))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith(
                        "The services cannot be described as the configuration wants it: the prefix is not allowed: ");
    }
}
