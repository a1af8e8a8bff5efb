package io.github.stubject.generator.internal.reader;

import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.generator.internal.model.Discovery;
import io.github.stubject.generator.internal.model.Docs;
import io.github.stubject.generator.internal.model.MethodKind;
import io.github.stubject.generator.internal.model.MethodModel;
import io.github.stubject.generator.internal.model.ServiceModel;
import io.github.stubject.generator.internal.model.ServiceTypes;
import io.github.stubject.proto.MethodOptions;
import io.github.stubject.proto.OptionsProto;
import io.github.stubject.proto.ServiceOptions;
import io.github.stubject.proto.SubjectTemplate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds the model of a schema that was found to be right. */
final class ModelBuilder {
    private final Sources sources;
    private final JavaPackages packages;
    private final TypeNames names;
    private final Map<MethodDescriptor, SubjectTemplate> subjects;

    ModelBuilder(
            Sources sources, JavaPackages packages, TypeNames names, Map<MethodDescriptor, SubjectTemplate> subjects) {
        this.sources = sources;
        this.packages = packages;
        this.names = names;
        this.subjects = subjects;
    }

    ServiceModel service(ServiceDescriptor service) {
        ServiceOptions options = service.getOptions().getExtension(OptionsProto.service);
        Map<MethodDescriptor, String> constants = MethodNames.constants(service);
        List<MethodModel> methods = service.getMethods().stream()
                .filter(method -> !Events.isEvent(method))
                .map(method -> method(method, Objects.requireNonNull(constants.get(method)), options))
                .toList();
        EventModels events = new EventModels(service, constants);
        String javaPackage = packages.of(service);
        return new ServiceModel(
                service.getFile().getName(),
                service.getFullName(),
                ServiceTypes.of(javaPackage, service.getName()),
                new Discovery(
                        options.hasName() ? options.getName() : null,
                        options.hasVersion() ? options.getVersion() : null,
                        options.hasDescription() ? options.getDescription() : null,
                        new TreeMap<>(options.getMetadataMap())),
                methods,
                service.getMethods().stream()
                        .filter(Events::isEvent)
                        .map(method -> events.event(method, subject(method), docs(method)))
                        .toList(),
                names.in(javaPackage),
                new Docs(
                        sources.comment(Place.of(service)), service.getOptions().getDeprecated()));
    }

    private MethodModel method(MethodDescriptor method, String constant, ServiceOptions ofService) {
        MethodOptions options = method.getOptions().getExtension(OptionsProto.method);
        return new MethodModel(
                method.getName(),
                MethodNames.java(method),
                constant,
                subject(method).toString(),
                MethodKind.of(method.isClientStreaming(), method.isServerStreaming()),
                MessageTypes.of(method.getInputType()),
                MessageTypes.of(method.getOutputType()),
                queueGroup(options, ofService),
                timeoutMillis(method, options, ofService),
                new TreeMap<>(options.getMetadataMap()),
                method.getOptions().getIdempotencyLevel() != IdempotencyLevel.IDEMPOTENCY_UNKNOWN,
                docs(method));
    }

    private SubjectTemplate subject(MethodDescriptor method) {
        return Objects.requireNonNull(subjects.get(method));
    }

    private Docs docs(MethodDescriptor method) {
        return new Docs(sources.comment(Place.of(method)), method.getOptions().getDeprecated());
    }

    private static @Nullable String queueGroup(MethodOptions options, ServiceOptions ofService) {
        if (options.hasQueueGroup()) {
            return options.getQueueGroup();
        }
        return ofService.hasQueueGroup() ? ofService.getQueueGroup() : null;
    }

    /** A service's is for waiting for an answer, not for how long a stream may go on. */
    private static @Nullable Long timeoutMillis(
            MethodDescriptor method, MethodOptions options, ServiceOptions ofService) {
        if (options.hasTimeoutMs()) {
            return Integer.toUnsignedLong(options.getTimeoutMs());
        }
        boolean streams = method.isClientStreaming() || method.isServerStreaming();
        return ofService.hasTimeoutMs() && !streams ? (Long) Integer.toUnsignedLong(ofService.getTimeoutMs()) : null;
    }
}
