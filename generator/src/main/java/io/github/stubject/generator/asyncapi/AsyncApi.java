package io.github.stubject.generator.asyncapi;

import io.github.stubject.generator.DocumentRequest;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.internal.asyncapi.DocumentBuilder;

/** Describes services as AsyncAPI 3.0 has it. Stateless: any thread may use it. */
public final class AsyncApi {
    private AsyncApi() {}

    /**
     * Describes the calls, streams and events of all services in the files, and the JSON form of their messages. The same
     * request gives the same document.
     *
     * @throws SchemaException if the schema cannot be served as it is
     * @throws IllegalArgumentException if the descriptor set is not one or lacks a file of the request, there are no
     *     services, or the prefix cannot be
     */
    public static AsyncApiDocument document(DocumentRequest request) throws SchemaException {
        return new AsyncApiDocument(DocumentBuilder.build(request));
    }
}
