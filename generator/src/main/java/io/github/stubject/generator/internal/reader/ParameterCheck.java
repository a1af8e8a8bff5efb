package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.MethodDescriptor;
import org.jspecify.annotations.Nullable;

/** Checks subject parameters against the request that fills them. */
final class ParameterCheck {
    private static final FieldCheck PARAMETER = new FieldCheck("a parameter", "{", "}");

    private final MethodDescriptor method;
    private final Problems problems;

    ParameterCheck(MethodDescriptor method, Problems problems) {
        this.method = method;
        this.problems = problems;
    }

    /** Checks the parameter {@code {path}}, which the method has itself or from its service. */
    void check(String path, Place place, boolean fromService) {
        String fault = fault(path);
        if (fault != null) {
            String origin = fromService ? " of the service's subject" : "";
            problems.error(
                    place, "method " + method.getFullName() + ": parameter {" + path + "}" + origin + " " + fault);
        }
    }

    private @Nullable String fault(String path) {
        return method.isClientStreaming() && !Events.isEvent(method)
                ? "has nothing to fill it, since a client stream opens without a request; use a fixed subject"
                : PARAMETER.fault(method.getInputType(), path);
    }
}
