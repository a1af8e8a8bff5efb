package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.generator.Problem;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.check.SourcePlace;
import io.github.stubject.generator.internal.reader.DescriptorSet;
import io.github.stubject.generator.internal.reader.EventCheck;
import io.github.stubject.generator.internal.reader.Place;
import io.github.stubject.generator.internal.reader.Problems;
import io.github.stubject.generator.internal.reader.Sources;
import io.github.stubject.generator.internal.reader.SubjectReader;
import io.github.stubject.proto.SubjectTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The services of one side, the baseline's or those of now, with all that belongs to them. */
final class Snapshot {
    private final Sources sources;
    private final Map<String, ServiceDescriptor> services = new LinkedHashMap<>();
    private final Map<MethodDescriptor, SubjectTemplate> subjects;
    private final Extensions extensions;

    /**
     * The services of these files of the set.
     *
     * @throws SchemaException if subjects or events are not legal
     */
    Snapshot(DescriptorSet set, List<FileDescriptor> files) throws SchemaException {
        sources = new Sources(set);
        files.stream()
                .flatMap(file -> file.getServices().stream())
                .forEach(service -> services.put(service.getFullName(), service));
        Problems problems = new Problems(sources);
        subjects = new SubjectReader(problems).read(List.copyOf(services.values()));
        services.values().forEach(service -> EventCheck.check(service, problems));
        UnknownOptions.check(services.values(), problems);
        problems.throwIfAny();
        extensions = new Extensions(set.files());
    }

    /** By full name, in the order of files. */
    Map<String, ServiceDescriptor> services() {
        return services;
    }

    /** What the method is called or published on. */
    SubjectTemplate subject(MethodDescriptor method) {
        return Objects.requireNonNull(subjects.get(method));
    }

    /** The fields of a message and its extensions, by number. */
    Map<Integer, FieldDescriptor> fields(Descriptor message) {
        Map<Integer, FieldDescriptor> fields = new TreeMap<>();
        message.getFields().forEach(field -> fields.put(field.getNumber(), field));
        extensions.of(message).forEach(extension -> fields.put(extension.getNumber(), extension));
        return fields;
    }

    Sources sources() {
        return sources;
    }

    /** The place as people look for it. */
    SourcePlace show(Place place) {
        Problem problem = sources.problem(place, "");
        return new SourcePlace(problem.file(), problem.line(), problem.column());
    }
}
