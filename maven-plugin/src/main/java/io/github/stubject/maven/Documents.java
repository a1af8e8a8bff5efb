package io.github.stubject.maven;

import io.github.stubject.generator.DocumentRequest;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.asyncapi.AsyncApi;
import io.github.stubject.generator.asyncapi.AsyncApiDocument;
import io.github.stubject.generator.html.HtmlPage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/** All documents about the services of a schema. */
final class Documents {
    static final String PAGE = "index.html";
    static final String YAML = "asyncapi.yaml";
    static final String JSON = "asyncapi.json";

    private Documents() {}

    /** Their texts, by the names of their files. */
    static Map<String, String> of(
            Schema schema, @Nullable String prefix, @Nullable String title, @Nullable String version)
            throws MojoFailureException {
        DocumentRequest request = DocumentRequest.builder(schema.descriptorSet(), schema.names())
                .prefix(prefix)
                .title(title)
                .version(version)
                .build();
        try {
            AsyncApiDocument document = AsyncApi.document(request);
            Map<String, String> texts = new LinkedHashMap<>();
            texts.put(PAGE, HtmlPage.write(request));
            texts.put(YAML, document.toYaml());
            texts.put(JSON, document.toJson());
            return texts;
        } catch (SchemaException e) {
            throw schema.refuse(e);
        } catch (IllegalArgumentException e) {
            throw new MojoFailureException(
                    "The services cannot be described as the configuration wants it: " + e.getMessage());
        }
    }
}
