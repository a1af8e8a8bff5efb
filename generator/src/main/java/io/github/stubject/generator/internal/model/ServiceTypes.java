package io.github.stubject.generator.internal.model;

import java.util.ArrayList;
import java.util.List;

/** The classes that a service can have: for its calls, for its events, and the binding of all. */
public record ServiceTypes(
        JavaType blocking,
        JavaType async,
        JavaType client,
        JavaType listener,
        JavaType listenerAsync,
        JavaType publisher,
        JavaType binding) {
    /** The classes of the service of this name, in this Java package. */
    public static ServiceTypes of(String javaPackage, String service) {
        return new ServiceTypes(
                new JavaType(javaPackage, service),
                new JavaType(javaPackage, service + "Async"),
                new JavaType(javaPackage, service + "Client"),
                new JavaType(javaPackage, service + "Listener"),
                new JavaType(javaPackage, service + "ListenerAsync"),
                new JavaType(javaPackage, service + "Publisher"),
                new JavaType(javaPackage, service + "Binding"));
    }

    /** Those of a service with calls, with events, or with both. */
    public List<JavaType> of(boolean calls, boolean events) {
        List<JavaType> types = new ArrayList<>();
        if (calls) {
            types.addAll(List.of(blocking, async, client));
        }
        if (events) {
            types.addAll(List.of(listener, listenerAsync, publisher));
        }
        types.add(binding);
        return types;
    }
}
