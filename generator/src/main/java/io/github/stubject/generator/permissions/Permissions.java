package io.github.stubject.generator.permissions;

import io.github.stubject.generator.GeneratorRequest;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.internal.model.MethodModel;
import io.github.stubject.generator.internal.model.ServiceModel;
import io.github.stubject.generator.internal.reader.SchemaReader;

/** Prints what nats-server must allow those who use services. */
public final class Permissions {
    private Permissions() {}

    /**
     * For now the subjects alone, as comments.
     *
     * @throws SchemaException if the schema cannot be served as it is
     * @throws IllegalArgumentException if the descriptor set is not one, or lacks a chosen file
     */
    public static String print(PermissionsRequest request) throws SchemaException {
        StringBuilder text = new StringBuilder();
        for (ServiceModel service : SchemaReader.read(
                        new GeneratorRequest(request.descriptorSet(), request.files(), null))
                .services()) {
            text.append("# service ").append(service.fullName()).append('\n');
            for (MethodModel method : service.methods()) {
                text.append("#   ").append(method.subject()).append('\n');
            }
        }
        return text.toString();
    }
}
