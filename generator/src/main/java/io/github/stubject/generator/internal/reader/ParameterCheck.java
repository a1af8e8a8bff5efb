package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks subject parameters against the request that fills them. */
final class ParameterCheck {
    private static final String LEGAL = "a parameter is a singular string, integer, bool or enum field";
    private static final int LISTED = 10;

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
        if (method.isClientStreaming()) {
            return "has nothing to fill it, since a client stream opens without a request; use a fixed subject";
        }
        Descriptor message = method.getInputType();
        String[] names = path.split("\\.", -1);
        for (int i = 0; i < names.length; i++) {
            FieldDescriptor field = message.findFieldByName(names[i]);
            if (field == null) {
                return "names a field that " + message.getFullName() + " does not have; " + hint(names[i], message);
            }
            boolean last = i == names.length - 1;
            if (last) {
                return faultOfValue(path, field);
            }
            if (field.isRepeated() || field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                return "goes through " + field.getFullName() + ", which is " + kind(field) + "; only a singular message"
                        + " has a field to name after the dot";
            }
            message = field.getMessageType();
        }
        throw new AssertionError(path);
    }

    private static @Nullable String faultOfValue(String path, FieldDescriptor field) {
        if (isLegal(field)) {
            return null;
        }
        String fault = "is " + kind(field) + "; " + LEGAL;
        boolean message = !field.isRepeated() && field.getType() == FieldDescriptor.Type.MESSAGE;
        return message ? fault + ", such as one inside it: {" + path + ".field}" : fault;
    }

    private static boolean isLegal(FieldDescriptor field) {
        return !field.isRepeated()
                && switch (field.getJavaType()) {
                    case INT, LONG, BOOLEAN, STRING, ENUM -> true;
                    case FLOAT, DOUBLE, BYTE_STRING, MESSAGE -> false;
                };
    }

    private static String kind(FieldDescriptor field) {
        if (field.isMapField()) {
            return "a map";
        }
        if (field.isRepeated()) {
            return "repeated";
        }
        return switch (field.getType()) {
            case MESSAGE -> "a message";
            case GROUP -> "a group";
            case BYTES -> "bytes";
            default -> "a " + field.getType().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String hint(String name, Descriptor message) {
        List<String> names =
                message.getFields().stream().map(FieldDescriptor::getName).toList();
        String closest = Spelling.closest(name, names);
        if (closest != null) {
            return "did you mean {" + closest + "}?";
        }
        List<String> legal = message.getFields().stream()
                .filter(ParameterCheck::isLegal)
                .map(FieldDescriptor::getName)
                .toList();
        if (legal.isEmpty()) {
            return "none of its fields can be one: " + LEGAL;
        }
        String shown = String.join(", ", legal.subList(0, Math.min(LISTED, legal.size())));
        return "it has " + shown + (legal.size() > LISTED ? ", ..." : "");
    }
}
