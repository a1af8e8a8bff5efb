package io.github.stubject.generator.internal.check;

import static java.util.stream.Collectors.toMap;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.generator.internal.check.Report.Placed;
import io.github.stubject.proto.SubjectTemplate;
import java.util.List;
import java.util.Map;

/** Finds what is what in two snapshots, and has all rules compare it. */
final class Comparison {
    private final Snapshot was;
    private final Snapshot now;
    private final Report report;
    private final ServiceRules services;
    private final MethodRules methods;
    private final SubjectRules subjects;
    private final EventRules events;
    private final MessageTypeRules types;

    private Comparison(Snapshot was, Snapshot now) {
        this.was = was;
        this.now = now;
        report = new Report(was, now);
        services = new ServiceRules(report);
        methods = new MethodRules(report);
        subjects = new SubjectRules(was, now, report);
        events = new EventRules(report);
        types = new MessageTypeRules(was, now, report);
    }

    static List<Placed> compare(Snapshot was, Snapshot now) {
        return new Comparison(was, now).compare();
    }

    private List<Placed> compare() {
        new ServiceMatches(was, now)
                .find()
                .forEach((serviceWas, match) -> match.ifPresentOrElse(
                        serviceNow -> compare(serviceWas, serviceNow), () -> services.removed(serviceWas)));
        types.compareTypes();
        return report.findings();
    }

    private void compare(ServiceDescriptor serviceWas, ServiceDescriptor serviceNow) {
        services.compare(serviceWas, serviceNow);
        Map<SubjectTemplate, MethodDescriptor> added = serviceNow.getMethods().stream()
                .filter(method -> serviceWas.findMethodByName(method.getName()) == null)
                .collect(toMap(now::subject, method -> method, (first, second) -> first));
        for (MethodDescriptor methodWas : serviceWas.getMethods()) {
            MethodDescriptor sameName = serviceNow.findMethodByName(methodWas.getName());
            MethodDescriptor methodNow = sameName == null ? added.get(was.subject(methodWas)) : sameName;
            if (methodNow == null) {
                methods.removed(methodWas, serviceNow);
            } else {
                compare(methodWas, methodNow);
            }
        }
    }

    private void compare(MethodDescriptor methodWas, MethodDescriptor methodNow) {
        methods.compare(methodWas, methodNow);
        subjects.compare(methodWas, methodNow);
        events.compare(methodWas, methodNow);
        types.compare(methodWas, methodNow);
    }
}
