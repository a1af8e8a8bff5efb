package io.github.stubject.generator.internal.document;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.generator.DocumentRequest;
import io.github.stubject.generator.GeneratorRequest;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.internal.model.CommentLines;
import io.github.stubject.generator.internal.model.ServiceModel;
import io.github.stubject.generator.internal.reader.DescriptorSet;
import io.github.stubject.generator.internal.reader.FixedSubject;
import io.github.stubject.generator.internal.reader.MissingServices;
import io.github.stubject.generator.internal.reader.Place;
import io.github.stubject.generator.internal.reader.SchemaReader;
import io.github.stubject.generator.internal.reader.Sources;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The services that a document is about, with their descriptors and the comments on all that they use. */
public final class DescribedSchema {
    private final List<ServiceModel> services;
    private final Map<String, ServiceDescriptor> descriptors;
    private final Set<FileDescriptor> files;
    private final Sources sources;

    private DescribedSchema(List<ServiceModel> services, DescriptorSet set, Set<String> names) {
        this.services = services;
        descriptors = set.files(names).stream()
                .map(FileDescriptor::getServices)
                .flatMap(List::stream)
                .collect(Collectors.toMap(ServiceDescriptor::getFullName, Function.identity()));
        files = Set.copyOf(set.files());
        sources = new Sources(set);
    }

    /**
     * Reads and checks.
     *
     * @throws SchemaException if the schema cannot be served as it is
     * @throws IllegalArgumentException if the descriptor set is not one or lacks a file of the request, there are no
     *     services, or the prefix cannot be
     */
    public static DescribedSchema read(DocumentRequest request) throws SchemaException {
        String fault = request.prefix() == null ? null : FixedSubject.faultOf("prefix", request.prefix());
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
        List<ServiceModel> services = SchemaReader.read(
                        new GeneratorRequest(request.descriptorSet(), request.files(), null))
                .services();
        if (services.isEmpty()) {
            throw new IllegalArgumentException(MissingServices.in(request.files()));
        }
        return new DescribedSchema(services, DescriptorSet.link(request.descriptorSet()), request.files());
    }

    /** The services in the order of the schema; at least one. */
    public List<ServiceModel> services() {
        return services;
    }

    /** The descriptor of a method of one of the services. */
    public MethodDescriptor method(ServiceModel service, String name) {
        ServiceDescriptor descriptor = Objects.requireNonNull(descriptors.get(service.fullName()));
        return Objects.requireNonNull(descriptor.findMethodByName(name));
    }

    /** What people wrote above a place, or behind it. Our own messages come from elsewhere, without comments, unless the schema imports them. */
    public String comment(Place place) {
        return files.contains(place.file()) ? CommentLines.text(sources.comment(place)) : "";
    }
}
