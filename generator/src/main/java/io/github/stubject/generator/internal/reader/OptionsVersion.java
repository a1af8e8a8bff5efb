package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import io.github.stubject.proto.OptionsProto;
import java.util.Map;

/** Checks that no option is set that only a newer version knows: it would do nothing. */
final class OptionsVersion {
    private final String whose;
    private final Problems problems;

    private OptionsVersion(String whose, Problems problems) {
        this.whose = whose;
        this.problems = problems;
    }

    static void check(ServiceDescriptor service, Problems problems) {
        new OptionsVersion("service " + service.getFullName(), problems)
                .check(service.getOptions().getExtension(OptionsProto.service), Place.ofOption(service));
        for (MethodDescriptor method : service.getMethods()) {
            new OptionsVersion("method " + method.getFullName(), problems)
                    .check(method.getOptions().getExtension(OptionsProto.method), Place.ofOption(method));
        }
    }

    private void check(Message options, Place place) {
        options.getUnknownFields().asMap().keySet().stream().sorted().forEach(number -> report(number, place));
        for (Map.Entry<FieldDescriptor, Object> set : options.getAllFields().entrySet()) {
            if (set.getValue() instanceof Message inner) {
                check(inner, place.in(set.getKey().getNumber()));
            }
        }
    }

    private void report(int number, Place place) {
        problems.error(
                place.in(number),
                whose + " sets option number " + number + " of a newer stubject/options.proto, which this version of"
                        + " the generator does not know; use the plugin in the version of stubject-proto");
    }
}
