package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.ImportedNames;
import io.github.stubject.generator.internal.model.JavaType;
import io.github.stubject.generator.internal.model.MessageType;
import io.github.stubject.generator.internal.model.ParameterModel;
import io.github.stubject.generator.internal.model.ServiceModel;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks for classes with the first name of a package that generated code beside them has to spell out, since two classes
 * that it uses have one simple name. Java would look for the package in the class.
 */
final class HiddenPackages {
    /** The class inside clients and publishers. */
    private static final String NESTED = "Async";

    private final ServiceModel service;
    private final Set<JavaType> messages;

    private HiddenPackages(ServiceModel service) {
        this.service = service;
        messages = messages(service).map(MessageType::type).collect(Collectors.toSet());
    }

    static void check(ServiceDescriptor service, ServiceModel model, TypeNames names, Problems problems) {
        String javaPackage = model.types().binding().javaPackage();
        new HiddenPackages(model).spelledOut().forEach((first, spelledOut) -> {
            if (model.neighbours().contains(first)) {
                JavaType hiding = new JavaType(javaPackage, first);
                String fix = first.equals(service.getName()) ? "rename the service" : TypeNames.ELSEWHERE;
                problems.error(
                        Place.of(service),
                        "service " + service.getFullName() + " needs classes of the package " + spelledOut
                                + ", and Java would look for that in the class " + hiding + " of "
                                + names.holder(hiding, problems) + "; " + fix);
            }
        });
    }

    /** The packages of which some class cannot be imported, by their first names. */
    private Map<String, String> spelledOut() {
        Map<String, String> packages = new TreeMap<>();
        Set<String> ours = ours();
        Set<String> used = new HashSet<>(ours);
        messages.forEach(type -> used.add(type.topLevelName()));
        if (!Collections.disjoint(used, ImportedNames.FROM_IO)) {
            packages.put("io", "io.github.stubject.runtime");
        }
        if (!Collections.disjoint(used, ImportedNames.FROM_ORG)) {
            packages.put("org", "org.jspecify.annotations");
        }
        messages.stream()
                .filter(type -> ours.contains(type.topLevelName())
                        || ImportedNames.contains(type.topLevelName())
                        || isAmbiguous(type))
                .map(JavaType::javaPackage)
                .sorted()
                .filter(name -> !name.equals(service.types().binding().javaPackage()))
                .forEach(name -> packages.putIfAbsent(JavaNames.first(name), name));
        return packages;
    }

    private Set<String> ours() {
        return Stream.concat(
                        Stream.of(NESTED),
                        service.types().of(service.hasCalls(), service.hasEvents()).stream()
                                .map(JavaType::topLevelName))
                .collect(Collectors.toSet());
    }

    private boolean isAmbiguous(JavaType type) {
        return messages.stream()
                .anyMatch(other -> other.topLevelName().equals(type.topLevelName())
                        && !other.javaPackage().equals(type.javaPackage()));
    }

    private static Stream<MessageType> messages(ServiceModel service) {
        return Stream.concat(
                service.methods().stream().flatMap(method -> Stream.of(method.request(), method.response())),
                service.events().stream().flatMap(HiddenPackages::messages));
    }

    private static Stream<MessageType> messages(EventModel event) {
        return Stream.concat(
                Stream.of(event.message()),
                event.parameters().stream().map(ParameterModel::enumType).flatMap(Stream::ofNullable));
    }
}
