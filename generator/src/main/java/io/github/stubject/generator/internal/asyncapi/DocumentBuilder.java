package io.github.stubject.generator.internal.asyncapi;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.generator.GeneratorRequest;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.asyncapi.AsyncApiRequest;
import io.github.stubject.generator.internal.model.ServiceModel;
import io.github.stubject.generator.internal.reader.DescriptorSet;
import io.github.stubject.generator.internal.reader.FixedSubject;
import io.github.stubject.generator.internal.reader.SchemaReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Builds the tree of a document. */
public final class DocumentBuilder {
    private DocumentBuilder() {}

    /**
     * The tree of the document that the request is for.
     *
     * @throws SchemaException if the schema cannot be served as it is
     * @throws IllegalArgumentException if something is wrong with the request
     */
    public static Node.Mapping build(AsyncApiRequest request) throws SchemaException {
        String fault = request.prefix() == null ? null : FixedSubject.faultOf("prefix", request.prefix());
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
        List<ServiceModel> services = SchemaReader.read(
                        new GeneratorRequest(request.descriptorSet(), request.files(), null))
                .services();
        if (services.isEmpty()) {
            throw new IllegalArgumentException("there are no services in the files");
        }
        DescriptorSet set = DescriptorSet.link(request.descriptorSet());
        Map<String, ServiceDescriptor> descriptors = set.files(request.files()).stream()
                .map(FileDescriptor::getServices)
                .flatMap(List::stream)
                .collect(Collectors.toMap(ServiceDescriptor::getFullName, Function.identity()));
        Schemas schemas = new Schemas(set);
        Channels channels = new Channels(schemas, request.prefix());
        for (ServiceModel service : services) {
            channels.add(service, Objects.requireNonNull(descriptors.get(service.fullName())));
        }
        return new Node.Mapping()
                .put("asyncapi", "3.0.0")
                .put("info", Info.of(request, services))
                .put("defaultContentType", "application/json")
                .put("channels", channels.channels())
                .put("operations", channels.operations())
                .put(
                        "components",
                        new Node.Mapping()
                                .putIfFilled("messages", channels.sharedMessages())
                                .putIfFilled("schemas", schemas.all()));
    }
}
