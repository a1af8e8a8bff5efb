package io.github.stubject.generator.html;

import io.github.stubject.generator.DocumentRequest;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.internal.html.Page;

/** Describes services on a page of HTML. Stateless: any thread may use it. */
public final class HtmlPage {
    private HtmlPage() {}

    /**
     * Writes the page: one file, to be stored in UTF-8, that loads nothing from anywhere. The same request gives the same
     * text.
     *
     * @throws SchemaException if the schema cannot be served as it is
     * @throws IllegalArgumentException if the descriptor set is not one or lacks a file of the request, there are no
     *     services, or the prefix cannot be
     */
    public static String write(DocumentRequest request) throws SchemaException {
        return Page.write(request);
    }
}
