package io.github.stubject.generator.asyncapi;

import io.github.stubject.generator.internal.tree.JsonWriter;
import io.github.stubject.generator.internal.tree.Node;
import io.github.stubject.generator.internal.tree.YamlWriter;

/** An AsyncAPI document. Both texts say the same, in the same order. */
public final class AsyncApiDocument {
    private final Node.Mapping root;

    AsyncApiDocument(Node.Mapping root) {
        this.root = root;
    }

    /** The document in JSON, with indentation and a line break at the end. */
    public String toJson() {
        return JsonWriter.write(root);
    }

    /** The document in YAML, in block style. */
    public String toYaml() {
        return YamlWriter.write(root);
    }
}
