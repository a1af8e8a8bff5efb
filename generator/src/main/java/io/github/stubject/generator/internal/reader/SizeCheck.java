package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.proto.MethodOptions;
import io.github.stubject.proto.OptionsProto;
import io.github.stubject.proto.ServiceOptions;
import io.github.stubject.proto.SubjectTemplate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the binding of a service fits into a Java class, whose initializer has 65,535 bytes, and which has as many
 * constants.
 */
final class SizeCheck {
    /** Each takes up to 40 bytes with its options, and some 30 constants. */
    private static final int MOST_METHODS = 1_000;

    /** Metadata and parameters of a service, each of up to 15 bytes. */
    private static final int MOST_ENTRIES = 1_500;

    /** Metadata of one thing: javac's stack is not deep enough for a chain of hundreds of calls. */
    private static final int MOST_METADATA = 200;

    private final ServiceDescriptor service;
    private final Problems problems;

    private SizeCheck(ServiceDescriptor service, Problems problems) {
        this.service = service;
        this.problems = problems;
    }

    static void check(
            List<ServiceDescriptor> services, Map<MethodDescriptor, SubjectTemplate> subjects, Problems problems) {
        services.forEach(service -> new SizeCheck(service, problems).check(subjects));
    }

    private void check(Map<MethodDescriptor, SubjectTemplate> subjects) {
        String name = "service " + service.getFullName();
        int methods = service.getMethods().size();
        if (methods > MOST_METHODS) {
            problems.error(
                    Place.of(service),
                    name + " has " + methods + " methods, more than fit into a Java class; split it into services of at"
                            + " most " + MOST_METHODS);
        }
        int ofService = metadata(service).size();
        checkMetadata(Place.ofOption(service, ServiceOptions.METADATA_FIELD_NUMBER), name, ofService);
        int entries = ofService;
        for (MethodDescriptor method : service.getMethods()) {
            int ofMethod = metadata(method).size();
            checkMetadata(
                    Place.ofOption(method, MethodOptions.METADATA_FIELD_NUMBER),
                    "method " + method.getFullName(),
                    ofMethod);
            entries += Events.isEvent(method) ? parameters(subjects.get(method)) : ofMethod;
        }
        if (entries > MOST_ENTRIES) {
            problems.error(
                    Place.of(service),
                    name + " has " + entries + " entries of metadata and parameters of events together, more than fit"
                            + " into a Java class; split it into services of at most " + MOST_ENTRIES);
        }
    }

    private void checkMetadata(Place place, String whose, int count) {
        if (count > MOST_METADATA) {
            problems.error(
                    place,
                    whose + " has " + count
                            + " entries of metadata, more than javac can read in one expression; write at" + " most "
                            + MOST_METADATA);
        }
    }

    private static Map<String, String> metadata(ServiceDescriptor service) {
        return service.getOptions().getExtension(OptionsProto.service).getMetadataMap();
    }

    private static Map<String, String> metadata(MethodDescriptor method) {
        return method.getOptions().getExtension(OptionsProto.method).getMetadataMap();
    }

    private static int parameters(@Nullable SubjectTemplate subject) {
        return subject == null
                ? 0
                : (int) subject.parameters().stream().distinct().count();
    }
}
