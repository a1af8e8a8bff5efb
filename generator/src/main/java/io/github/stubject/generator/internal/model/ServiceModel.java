package io.github.stubject.generator.internal.model;

import java.util.List;
import java.util.Set;

/**
 * A service.
 *
 * @param file the proto file that declares it
 * @param fullName its full name in the schema
 * @param types the names of what is generated
 * @param methods in the order of the schema
 * @param neighbours the simple names of all classes that the schema puts into the same Java package
 */
public record ServiceModel(
        String file,
        String fullName,
        ServiceTypes types,
        Discovery discovery,
        List<MethodModel> methods,
        Set<String> neighbours,
        Docs docs) {
    public ServiceModel {
        methods = List.copyOf(methods);
        neighbours = Set.copyOf(neighbours);
    }

    /** Whether code that names the messages would be warned of deprecation. */
    public boolean usesDeprecatedMessages() {
        return methods.stream()
                .anyMatch(method ->
                        method.request().deprecated() || method.response().deprecated());
    }
}
