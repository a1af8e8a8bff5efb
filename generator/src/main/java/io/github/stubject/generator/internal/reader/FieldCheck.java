package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks names of fields whose values become text: in a subject, a message id, a key. */
final class FieldCheck {
    private static final int LISTED = 10;

    private static final String LEGAL = "a string, integer, bool or enum field that is not repeated";

    private final String open;
    private final String close;

    /** For names that are shown between these marks. */
    FieldCheck(String open, String close) {
        this.open = open;
        this.close = close;
    }

    /** What is wrong with a name, or names separated by dots, as the rest of a sentence; {@code null} if nothing is. */
    @Nullable
    String fault(Descriptor outermost, String path) {
        Descriptor message = outermost;
        String[] names = path.split("\\.", -1);
        for (int i = 0; i < names.length; i++) {
            FieldDescriptor field = message.findFieldByName(names[i]);
            if (field == null) {
                String named = names.length == 1 ? "a field that" : "the field \"" + names[i] + "\", which";
                return "names " + named + " message " + message.getFullName() + " does not have; "
                        + hint(names, i, message);
            }
            boolean last = i == names.length - 1;
            if (last) {
                return faultOfValue(path, field);
            }
            if (field.isRepeated() || field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                return "has a dot behind " + field.getName() + ", which is " + kind(field)
                        + "; only a field that is one" + " message has fields to name behind a dot, so name " + LEGAL;
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
        String fault = "is " + kind(field) + ", which cannot be written as one short text; name " + LEGAL;
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

    /** For a path whose name at the index is none of the message's. */
    private String hint(String[] path, int index, Descriptor message) {
        List<String> names =
                message.getFields().stream().map(FieldDescriptor::getName).toList();
        String closest = Spelling.closest(path[index], names);
        if (closest != null) {
            String[] meant = path.clone();
            meant[index] = closest;
            return "did you mean " + shown(String.join(".", meant)) + "?";
        }
        List<String> usable = message.getFields().stream()
                .filter(FieldCheck::isLegal)
                .map(FieldDescriptor::getName)
                .toList();
        if (usable.isEmpty()) {
            return "it has no field that can be used: add " + LEGAL;
        }
        String shown = String.join(", ", usable.subList(0, Math.min(LISTED, usable.size())));
        return "of its fields, these can be used: " + shown + (usable.size() > LISTED ? ", ..." : "");
    }
}
