package io.github.stubject.generator.internal.asyncapi;

import io.github.stubject.generator.DocumentRequest;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.internal.document.DescribedSchema;
import io.github.stubject.generator.internal.tree.Node;

/** Builds the tree of a document. */
public final class DocumentBuilder {
    private DocumentBuilder() {}

    /**
     * The tree of the document that the request is for.
     *
     * @throws SchemaException if the schema cannot be served as it is
     * @throws IllegalArgumentException if something is wrong with the request
     */
    public static Node.Mapping build(DocumentRequest request) throws SchemaException {
        DescribedSchema schema = DescribedSchema.read(request);
        Schemas schemas = new Schemas(schema);
        Channels channels = new Channels(schema, schemas, request.prefix());
        schema.services().forEach(channels::add);
        return new Node.Mapping()
                .put("asyncapi", "3.0.0")
                .put("info", Info.of(request, schema.services()))
                .put("defaultContentType", "application/json")
                .put("channels", channels.channels())
                .put("operations", channels.operations())
                .put(
                        "components",
                        new Node.Mapping()
                                .putIfFilled("messages", channels.sharedMessages())
                                .putIfFilled("schemas", schemas.all()));
    }
}
