package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.generator.check.Affected;
import io.github.stubject.generator.check.Rule;
import io.github.stubject.generator.internal.model.Discovery;
import io.github.stubject.generator.internal.reader.Events;
import io.github.stubject.generator.internal.reader.Place;
import io.github.stubject.proto.OptionsProto;
import io.github.stubject.proto.ServiceOptions;
import java.util.EnumSet;
import java.util.Set;

/** What services are called, and what discovery shows of them. */
final class ServiceRules {
    private final Report report;

    ServiceRules(Report report) {
        this.report = report;
    }

    void removed(ServiceDescriptor was) {
        Set<Affected> breaks = EnumSet.noneOf(Affected.class);
        was.getMethods().forEach(method -> breaks.addAll(MethodRules.affectedByRemoval(method)));
        if (breaks.isEmpty()) {
            breaks.add(Affected.DISCOVERY_USERS);
        }
        report.add(Rule.SERVICE_REMOVED, new Element(was.getFullName(), Place.of(was), null), "is gone", breaks);
    }

    void compare(ServiceDescriptor was, ServiceDescriptor now) {
        if (!was.getFullName().equals(now.getFullName())) {
            compareNames(was, now);
        } else if (!discoveryName(was).equals(discoveryName(now))) {
            report.add(
                    Rule.DISCOVERY_NAME_CHANGED,
                    Element.of(was, now),
                    "was \"" + discoveryName(was) + "\" in discovery, and is \"" + discoveryName(now) + "\"",
                    EnumSet.of(Affected.DISCOVERY_USERS));
        }
        SemanticVersion versionWas = version(was);
        SemanticVersion versionNow = version(now);
        if (versionNow.compareTo(versionWas) < 0) {
            report.add(
                    Rule.DISCOVERY_VERSION_LOWERED,
                    Element.of(was, now),
                    "had version " + versionWas + " in discovery, and has " + versionNow,
                    EnumSet.of(Affected.DISCOVERY_USERS));
        }
    }

    /** Consumers of durable events are named after the service, without its package. */
    private void compareNames(ServiceDescriptor was, ServiceDescriptor now) {
        boolean consumers = !was.getName().equals(now.getName())
                && was.getMethods().stream().anyMatch(method -> Events.durable(method) != null);
        Set<Affected> breaks = EnumSet.of(Affected.DISCOVERY_USERS);
        if (consumers) {
            breaks.addAll(EnumSet.of(Affected.OLD_LISTENERS, Affected.STORED_EVENTS));
        }
        report.add(
                Rule.SERVICE_RENAMED,
                Element.of(was, now),
                "was " + was.getFullName() + (consumers ? "; consumers that are named after it begin anew" : ""),
                breaks);
    }

    private static String discoveryName(ServiceDescriptor service) {
        ServiceOptions options = service.getOptions().getExtension(OptionsProto.service);
        return options.hasName() ? options.getName() : Discovery.defaultName(service.getFullName());
    }

    private static SemanticVersion version(ServiceDescriptor service) {
        ServiceOptions options = service.getOptions().getExtension(OptionsProto.service);
        return new SemanticVersion(options.hasVersion() ? options.getVersion() : "0.0.0");
    }
}
