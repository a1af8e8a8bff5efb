package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.github.stubject.proto.ServiceOptions;
import org.jspecify.annotations.Nullable;

/** Checks subject parameters against the request that fills them. */
final class ParameterCheck {
    private static final FieldCheck PARAMETER = new FieldCheck("{", "}");

    private final MethodDescriptor method;
    private final Problems problems;

    ParameterCheck(MethodDescriptor method, Problems problems) {
        this.method = method;
        this.problems = problems;
    }

    /** Checks the parameter {@code {path}}, which the method has itself or from its service. */
    void check(String path, Place place, boolean fromService) {
        String fault = fault(path, fromService);
        if (fault != null) {
            String origin = fromService ? " of its service's subject (" + problems.show(ofService()) + ")" : "";
            problems.error(
                    place, "method " + method.getFullName() + ": parameter {" + path + "}" + origin + " " + fault);
        }
    }

    private Place ofService() {
        return Place.ofOption(method.getService(), ServiceOptions.SUBJECT_FIELD_NUMBER);
    }

    private @Nullable String fault(String path, boolean fromService) {
        if (!method.isClientStreaming() || Events.isEvent(method)) {
            return PARAMETER.fault(method.getInputType(), path);
        }
        return "has nothing to fill it, since a stream of requests opens before the first of them is there; "
                + (fromService
                        ? "move the method to a service whose subject has no parameter"
                        : "write a subject without parameters");
    }
}
