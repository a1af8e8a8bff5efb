package io.github.stubject.generator.internal.model;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A service.
 *
 * @param file the proto file that declares it
 * @param fullName its full name in the schema
 * @param types the names of what is generated
 * @param methods those that are calls, in the order of the schema
 * @param events those that are events, likewise
 * @param neighbours the simple names of all classes that the schema puts into the same Java package
 */
public record ServiceModel(
        String file,
        String fullName,
        ServiceTypes types,
        Discovery discovery,
        List<MethodModel> methods,
        List<EventModel> events,
        Set<String> neighbours,
        Docs docs) {
    public ServiceModel {
        methods = List.copyOf(methods);
        events = List.copyOf(events);
        neighbours = Set.copyOf(neighbours);
    }

    /** Whether it is called: that is what a service without any method is for, too. */
    public boolean hasCalls() {
        return !methods.isEmpty() || events.isEmpty();
    }

    /** Whether it has events. */
    public boolean hasEvents() {
        return !events.isEmpty();
    }

    /** Whether code that names the messages would be warned of deprecation. */
    public boolean usesDeprecatedMessages() {
        return Stream.concat(
                        methods.stream().flatMap(method -> Stream.of(method.request(), method.response())),
                        events.stream().flatMap(EventModel::types))
                .anyMatch(MessageType::deprecated);
    }
}
