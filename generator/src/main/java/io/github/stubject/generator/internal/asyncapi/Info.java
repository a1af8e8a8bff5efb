package io.github.stubject.generator.internal.asyncapi;

import io.github.stubject.generator.asyncapi.AsyncApiRequest;
import io.github.stubject.generator.internal.model.CommentLines;
import io.github.stubject.generator.internal.model.ServiceModel;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a document says of all its services. */
final class Info {
    /** As discovery shows it where a service says nothing. */
    private static final String NO_VERSION = "0.0.0";

    private Info() {}

    static Node.Mapping of(AsyncApiRequest request, List<ServiceModel> services) {
        return new Node.Mapping()
                .put("title", request.title() == null ? title(services) : request.title())
                .put("version", request.version() == null ? version(services) : request.version())
                .putIfSaid("description", services.size() == 1 ? description(services.get(0)) : "")
                .put("tags", new Node.Sequence(services.stream().map(Info::tag).toList()));
    }

    /** The tag that all that belongs to a service refers to. */
    private static Node tag(ServiceModel service) {
        Node.Mapping tag =
                new Node.Mapping().put("name", service.fullName()).putIfSaid("description", description(service));
        if (service.discovery().version() != null) {
            tag.put("x-stubject-version", service.discovery().version());
        }
        return tag.putIfTrue("x-stubject-deprecated", service.docs().deprecated());
    }

    private static String title(List<ServiceModel> services) {
        if (services.size() == 1) {
            ServiceModel service = services.get(0);
            return Objects.requireNonNullElse(service.discovery().name(), simpleName(service));
        }
        Set<String> packages = services.stream().map(Info::protoPackage).collect(Collectors.toSet());
        String shared = packages.size() == 1 ? packages.iterator().next() : "";
        return shared.isEmpty() ? services.size() + " services" : shared;
    }

    private static String protoPackage(ServiceModel service) {
        return service.fullName().substring(0, Math.max(0, service.fullName().lastIndexOf('.')));
    }

    private static String simpleName(ServiceModel service) {
        return service.fullName().substring(service.fullName().lastIndexOf('.') + 1);
    }

    private static String version(List<ServiceModel> services) {
        Set<String> versions = services.stream()
                .map(service -> versionOf(service.discovery().version()))
                .collect(Collectors.toSet());
        return versions.size() == 1 ? versions.iterator().next() : NO_VERSION;
    }

    private static String versionOf(@Nullable String said) {
        return Objects.requireNonNullElse(said, NO_VERSION);
    }

    private static String description(ServiceModel service) {
        String shown = service.discovery().description();
        return shown == null ? CommentLines.text(service.docs().comment()) : shown;
    }
}
