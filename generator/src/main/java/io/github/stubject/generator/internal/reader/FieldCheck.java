package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks names of fields whose values become text: in a subject, a message id, a key. */
final class FieldCheck {
    private static final int LISTED = 10;

    private final String open;
    private final String close;
    private final String legal;

    /** For what is called so, and is shown between these marks. */
    FieldCheck(String what, String open, String close) {
        this.open = open;
        this.close = close;
        legal = what + " is a singular string, integer, bool or enum field";
    }

    /** What is wrong with a name, or names separated by dots, as the rest of a sentence; {@code null} if nothing is. */
    @Nullable
    String fault(Descriptor outermost, String path) {
        Descriptor message = outermost;
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

    private String shown(String path) {
        return open + path + close;
    }

    private @Nullable String faultOfValue(String path, FieldDescriptor field) {
        if (isLegal(field)) {
            return null;
        }
        String fault = "is " + kind(field) + "; " + legal;
        boolean message = !field.isRepeated() && field.getType() == FieldDescriptor.Type.MESSAGE;
        return message ? fault + ", such as one inside it: " + shown(path + ".field") : fault;
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

    private String hint(String written, Descriptor message) {
        List<String> names =
                message.getFields().stream().map(FieldDescriptor::getName).toList();
        String closest = Spelling.closest(written, names);
        if (closest != null) {
            return "did you mean " + shown(closest) + "?";
        }
        List<String> usable = message.getFields().stream()
                .filter(FieldCheck::isLegal)
                .map(FieldDescriptor::getName)
                .toList();
        if (usable.isEmpty()) {
            return "none of its fields can be one: " + legal;
        }
        String shown = String.join(", ", usable.subList(0, Math.min(LISTED, usable.size())));
        return "it has " + shown + (usable.size() > LISTED ? ", ..." : "");
    }
}
