package io.github.stubject.generator.permissions;

import io.github.stubject.generator.GeneratorRequest;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.internal.model.ServiceModel;
import io.github.stubject.generator.internal.permissions.PermissionsPrinter;
import io.github.stubject.generator.internal.permissions.RequestCheck;
import io.github.stubject.generator.internal.reader.SchemaReader;
import java.util.List;

/** Prints what nats-server must allow those who use services. Stateless: any thread may use it. */
public final class Permissions {
    private Permissions() {}

    /**
     * Prints, for each service and each role, what stands in nats-server's configuration: the {@code permissions} of a user, the
     * {@code exports} or the {@code imports} of an account. The same request gives the same text.
     *
     * @throws SchemaException if the schema cannot be served as it is
     * @throws IllegalArgumentException if the descriptor set is not one or lacks a chosen file, or the request names what
     *     is not there or cannot be; with all that is wrong, one a line
     */
    public static String print(PermissionsRequest request) throws SchemaException {
        List<ServiceModel> services = SchemaReader.read(
                        new GeneratorRequest(request.descriptorSet(), request.files(), null))
                .services();
        return PermissionsPrinter.print(RequestCheck.chosen(request, services), request);
    }
}
