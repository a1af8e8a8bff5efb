package io.github.stubject.generator.internal.reader;

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
                .map(method -> method(method, Objects.requireNonNull(constants.get(method))))
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

    private MethodModel method(MethodDescriptor method, String constant) {
        MethodOptions options = method.getOptions().getExtension(OptionsProto.method);
        return new MethodModel(
                method.getName(),
                MethodNames.java(method),
                constant,
                subject(method).toString(),
                MethodKind.of(method.isClientStreaming(), method.isServerStreaming()),
                MessageTypes.of(method.getInputType()),
                MessageTypes.of(method.getOutputType()),
                CallSettings.queueGroup(method),
                CallSettings.timeoutMillis(method),
                new TreeMap<>(options.getMetadataMap()),
                CallSettings.isIdempotent(method),
                docs(method));
    }

    private SubjectTemplate subject(MethodDescriptor method) {
        return Objects.requireNonNull(subjects.get(method));
    }

    private Docs docs(MethodDescriptor method) {
        return new Docs(sources.comment(Place.of(method)), method.getOptions().getDeprecated());
    }
}
