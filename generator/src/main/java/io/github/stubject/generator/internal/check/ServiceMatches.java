package io.github.stubject.generator.internal.check;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Which service of now is which of the baseline: by name, or else by what it has. */
final class ServiceMatches {
    private final Snapshot was;
    private final Snapshot now;

    ServiceMatches(Snapshot was, Snapshot now) {
        this.was = was;
        this.now = now;
    }

    /** For each service of the baseline what it is now, if it is. */
    Map<ServiceDescriptor, Optional<ServiceDescriptor>> find() {
        Map<String, List<ServiceDescriptor>> added = now.services().values().stream()
                .filter(Predicate.not(service -> was.services().containsKey(service.getFullName())))
                .collect(groupingBy(ServiceMatches::methods));
        Map<ServiceDescriptor, Optional<ServiceDescriptor>> matches = new LinkedHashMap<>();
        for (ServiceDescriptor service : was.services().values()) {
            ServiceDescriptor sameName = now.services().get(service.getFullName());
            matches.put(service, sameName == null ? takeRenamed(service, added) : Optional.of(sameName));
        }
        return matches;
    }

    private Optional<ServiceDescriptor> takeRenamed(
            ServiceDescriptor service, Map<String, List<ServiceDescriptor>> added) {
        List<ServiceDescriptor> candidates = added.getOrDefault(methods(service), new ArrayList<>());
        Optional<ServiceDescriptor> renamed = candidates.stream()
                .filter(candidate -> isRenamed(service, candidate))
                .findFirst();
        renamed.ifPresent(candidates::remove);
        return renamed;
    }

    private static String methods(ServiceDescriptor service) {
        return service.getMethods().stream()
                .map(MethodDescriptor::getName)
                .sorted()
                .collect(joining(" "));
    }

    private boolean isRenamed(ServiceDescriptor service, ServiceDescriptor candidate) {
        return !service.getMethods().isEmpty()
                && service.getMethods().stream()
                        .allMatch(method -> isLike(method, candidate.findMethodByName(method.getName())));
    }

    private boolean isLike(MethodDescriptor method, MethodDescriptor candidate) {
        boolean sameTypes = method.getInputType()
                        .getFullName()
                        .equals(candidate.getInputType().getFullName())
                && method.getOutputType()
                        .getFullName()
                        .equals(candidate.getOutputType().getFullName());
        return sameTypes || was.subject(method).equals(now.subject(candidate));
    }
}
