package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.generator.GeneratorRequest;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.internal.model.Schema;
import io.github.stubject.generator.internal.model.ServiceModel;
import io.github.stubject.proto.SubjectTemplate;
import java.util.List;
import java.util.Map;

/** Reads, checks and models the services of a descriptor set. */
public final class SchemaReader {
    private SchemaReader() {}

    /**
     * The services of the request's files.
     *
     * @throws SchemaException with all problems found
     * @throws IllegalArgumentException if the descriptor set is not one, or lacks a file of the request
     */
    public static Schema read(GeneratorRequest request) throws SchemaException {
        DescriptorSet set = DescriptorSet.link(request.descriptorSet());
        Sources sources = new Sources(set);
        Problems problems = new Problems(sources);
        List<ServiceDescriptor> services = set.files(request.files()).stream()
                .map(FileDescriptor::getServices)
                .flatMap(List::stream)
                .toList();
        JavaPackages packages = new JavaPackages(request.javaPackage());
        set.files().forEach(file -> OptionsFile.check(file, problems));
        packages.check(services, problems);
        services.forEach(service -> OptionsVersion.check(service, problems));
        services.forEach(service -> OptionCheck.check(service, problems));
        services.forEach(service -> TextCheck.check(service, problems));
        services.forEach(service -> EventCheck.check(service, problems));
        services.forEach(service -> MethodNames.check(service, problems));
        JavaFileCheck.check(services, packages, problems);
        TypeNames names = new TypeNames(set.files());
        names.check(services, packages, problems);
        services.stream()
                .map(ServiceDescriptor::getFile)
                .distinct()
                .forEach(file -> ImportCheck.check(file, names, problems));
        Map<MethodDescriptor, SubjectTemplate> subjects = new SubjectReader(problems).read(services);
        TextCheck.check(subjects, problems);
        SizeCheck.check(services, subjects, problems);
        OverlapCheck.check(subjects, problems);
        problems.throwIfAny();
        ModelBuilder builder = new ModelBuilder(sources, packages, names, subjects);
        List<ServiceModel> models = services.stream().map(builder::service).toList();
        for (int i = 0; i < models.size(); i++) {
            HiddenPackages.check(services.get(i), models.get(i), names, problems);
        }
        problems.throwIfAny();
        return new Schema(models);
    }
}
