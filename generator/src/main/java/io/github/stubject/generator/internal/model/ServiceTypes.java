package io.github.stubject.generator.internal.model;

import java.util.List;

/** The four classes of a service. */
public record ServiceTypes(JavaType blocking, JavaType async, JavaType client, JavaType binding) {
    /** The classes of the service of this name, in this Java package. */
    public static ServiceTypes of(String javaPackage, String service) {
        return new ServiceTypes(
                new JavaType(javaPackage, service),
                new JavaType(javaPackage, service + "Async"),
                new JavaType(javaPackage, service + "Client"),
                new JavaType(javaPackage, service + "Binding"));
    }

    /** All of them. */
    public List<JavaType> all() {
        return List.of(blocking, async, client, binding);
    }
}
