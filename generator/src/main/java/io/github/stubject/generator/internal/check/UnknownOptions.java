package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.UnknownFieldSet;
import io.github.stubject.generator.internal.reader.Place;
import io.github.stubject.generator.internal.reader.Problems;
import io.github.stubject.proto.EventOptions;
import io.github.stubject.proto.MethodOptions;
import io.github.stubject.proto.OptionsProto;
import java.util.Collection;
import java.util.List;

/** Finds options of ours that this version has never heard of: what they mean cannot be compared. */
final class UnknownOptions {
    private UnknownOptions() {}

    static void check(Collection<ServiceDescriptor> services, Problems problems) {
        for (ServiceDescriptor service : services) {
            check(
                    List.of(service.getOptions()
                            .getExtension(OptionsProto.service)
                            .getUnknownFields()),
                    "service " + service.getFullName(),
                    Place.of(service),
                    problems);
            for (MethodDescriptor method : service.getMethods()) {
                MethodOptions options = method.getOptions().getExtension(OptionsProto.method);
                EventOptions event = options.getEvent();
                check(
                        List.of(
                                options.getUnknownFields(),
                                event.getUnknownFields(),
                                event.getDurable().getUnknownFields()),
                        "method " + method.getFullName(),
                        Place.of(method),
                        problems);
            }
        }
    }

    private static void check(List<UnknownFieldSet> unknown, String element, Place place, Problems problems) {
        unknown.stream()
                .flatMap(fields -> fields.asMap().keySet().stream())
                .findFirst()
                .ifPresent(number -> problems.error(
                        place,
                        element + " has an option of stubject that this version does not know (number " + number
                                + "); use the version of Stubject that it was written for, or a newer one"));
    }
}
