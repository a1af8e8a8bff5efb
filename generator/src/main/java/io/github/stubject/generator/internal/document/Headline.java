package io.github.stubject.generator.internal.document;

import io.github.stubject.generator.DocumentRequest;
import io.github.stubject.generator.internal.model.CommentLines;
import io.github.stubject.generator.internal.model.ServiceModel;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a document about services is called, and its version. */
public record Headline(String title, String version) {
    /** As discovery shows it where a service says nothing. */
    private static final String NO_VERSION = "0.0.0";

    /** What the request says, else what the services say. */
    public static Headline of(DocumentRequest request, List<ServiceModel> services) {
        return new Headline(
                request.title() == null ? title(services) : request.title(),
                request.version() == null ? version(services) : request.version());
    }

    /** The description that discovery shows; without one the comment. */
    public static String description(ServiceModel service) {
        String shown = service.discovery().description();
        return shown == null ? CommentLines.text(service.docs().comment()) : shown;
    }

    /** The name without the package. */
    public static String simpleName(ServiceModel service) {
        return service.fullName().substring(service.fullName().lastIndexOf('.') + 1);
    }

    private static String title(List<ServiceModel> services) {
        if (services.size() == 1) {
            ServiceModel service = services.get(0);
            return Objects.requireNonNullElse(service.discovery().name(), simpleName(service));
        }
        Set<String> packages = services.stream().map(Headline::protoPackage).collect(Collectors.toSet());
        String shared = packages.size() == 1 ? packages.iterator().next() : "";
        return shared.isEmpty() ? services.size() + " services" : shared;
    }

    private static String protoPackage(ServiceModel service) {
        return service.fullName().substring(0, Math.max(0, service.fullName().lastIndexOf('.')));
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
}
