package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.proto.MethodOptions;
import io.github.stubject.proto.OptionsProto;
import io.github.stubject.proto.ServiceOptions;
import io.github.stubject.proto.SubjectTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the subjects of methods together, from options or else from names, and checks them one by one. */
public final class SubjectReader {
    private static final SubjectTemplate STAND_IN = SubjectTemplate.parse("service");
    private static final String WRITE_ANOTHER = "write another";

    private final Problems problems;

    public SubjectReader(Problems problems) {
        this.problems = problems;
    }

    /** The legal subjects, in the order of the schema; methods whose subject is not are reported. */
    public Map<MethodDescriptor, SubjectTemplate> read(List<ServiceDescriptor> services) {
        Map<MethodDescriptor, SubjectTemplate> subjects = new LinkedHashMap<>();
        for (ServiceDescriptor service : services) {
            SubjectTemplate base = ofService(service);
            for (MethodDescriptor method : service.getMethods()) {
                // Its methods are looked at whatever the service's subject is, so that one run tells all.
                SubjectTemplate subject = ofMethod(base == null ? STAND_IN : base, method);
                if (base != null && subject != null) {
                    subjects.put(method, subject);
                }
            }
        }
        return subjects;
    }

    /** What stands before the methods' tokens. */
    private @Nullable SubjectTemplate ofService(ServiceDescriptor service) {
        ServiceOptions options = service.getOptions().getExtension(OptionsProto.service);
        if (options.hasSubject()) {
            return parse(
                    options.getSubject(),
                    "service " + service.getFullName(),
                    Place.ofOption(service, ServiceOptions.SUBJECT_FIELD_NUMBER),
                    WRITE_ANOTHER);
        }
        String protoPackage = service.getFile().getPackage();
        String token = JavaNames.lowerFirst(service.getName());
        return parse(
                protoPackage.isEmpty() ? token : protoPackage + "." + token,
                "service " + service.getFullName(),
                Place.of(service),
                "set option (stubject.service).subject");
    }

    private @Nullable SubjectTemplate ofMethod(SubjectTemplate base, MethodDescriptor method) {
        MethodOptions options = method.getOptions().getExtension(OptionsProto.method);
        Place place = Place.of(method);
        String whose = "method " + method.getFullName();
        SubjectTemplate subject;
        if (options.hasSubject()) {
            place = Place.ofOption(method, MethodOptions.SUBJECT_FIELD_NUMBER);
            subject = parse(base + "." + options.getSubject(), whose, place, WRITE_ANOTHER);
        } else {
            subject = parse(
                    base + "." + JavaNames.lowerFirst(method.getName()),
                    whose,
                    place,
                    "set option (stubject.method).subject");
        }
        if (subject == null) {
            return null;
        }
        ParameterCheck check = new ParameterCheck(method, problems);
        int fromService = base.parameters().size();
        List<String> parameters = subject.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            check.check(parameters.get(i), i < fromService ? Place.of(method) : place, i < fromService);
        }
        return subject;
    }

    /** Some faults come with a fix of their own; the given one is for the others. */
    private @Nullable SubjectTemplate parse(String subject, String whose, Place place, String fix) {
        try {
            return SubjectTemplate.parse(subject);
        } catch (IllegalArgumentException e) {
            String fault = whose + ": " + e.getMessage();
            problems.error(place, fault.contains("; ") && fix.equals(WRITE_ANOTHER) ? fault : fault + "; " + fix);
            return null;
        }
    }
}
