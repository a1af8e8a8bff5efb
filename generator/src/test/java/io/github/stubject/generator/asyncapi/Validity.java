package io.github.stubject.generator.asyncapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tells whether a document is what the specification's own JSON Schema asks for, and whether its references lead somewhere. */
public final class Validity {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V7);

    private final JsonSchema specification;

    /** Reads the schema. */
    public Validity() {
        try (InputStream schema = Validity.class.getResourceAsStream("/asyncapi/asyncapi-3.0.0.json")) {
            specification = SCHEMAS.getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that is wrong with a document in JSON; nothing if it is valid. */
    public Set<String> faults(String json) throws IOException {
        JsonNode document = JSON.readTree(json);
        Set<String> faults = texts(specification.validate(document));
        for (String reference : references(document)) {
            if (document.at(reference.substring(1)).isMissingNode()) {
                faults.add("nothing is at " + reference);
            }
        }
        return faults;
    }

    /** All that is wrong with a message in JSON by the schema that the document has for it. */
    static Set<String> faults(String json, String document, String message) throws IOException {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$ref", "#/components/schemas/" + message);
        schema.set("components", JSON.readTree(document).get("components"));
        return texts(SCHEMAS.getSchema(schema).validate(JSON.readTree(json)));
    }

    private static Set<String> texts(Set<ValidationMessage> messages) {
        Set<String> texts = new TreeSet<>();
        messages.forEach(message -> texts.add(message.toString()));
        return texts;
    }

    /** Properties of messages may be named like that, too, but then they are no text. */
    private static List<String> references(JsonNode document) {
        List<String> references = new ArrayList<>();
        for (JsonNode reference : document.findValues("$ref")) {
            if (reference.isTextual()) {
                references.add(reference.textValue());
            }
        }
        return references;
    }
}
