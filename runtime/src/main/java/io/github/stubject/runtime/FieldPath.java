package io.github.stubject.runtime;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.ProtocolMessageEnum;
import io.github.stubject.proto.SubjectTemplate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way from a request to the scalar field that is a subject parameter. */
record FieldPath(String name, List<FieldDescriptor> steps) {
    static FieldPath resolve(Descriptor request, String name) {
        List<FieldDescriptor> steps = new ArrayList<>();
        Descriptor message = request;
        for (String step : name.split("\\.", -1)) {
            FieldDescriptor field = message == null ? null : message.findFieldByName(step);
            if (field == null || field.isRepeated()) {
                throw new IllegalArgumentException("{" + name + "} is no singular field of " + request.getFullName());
            }
            steps.add(field);
            message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE ? field.getMessageType() : null;
        }
        FieldPath path = new FieldPath(name, List.copyOf(steps));
        switch (path.last().getJavaType()) {
            case STRING, INT, LONG, BOOLEAN, ENUM -> {
                return path;
            }
            default ->
                throw new IllegalArgumentException("{" + name + "} of " + request.getFullName()
                        + " can't be part of a subject: it is neither string, integer, bool nor enum");
        }
    }

    /** Whether this is the class of its values in Java. */
    boolean isOf(Class<?> type) {
        return switch (last().getJavaType()) {
            case STRING -> type == String.class;
            case INT -> type == Integer.class;
            case LONG -> type == Long.class;
            case BOOLEAN -> type == Boolean.class;
            default -> type.isEnum() && ProtocolMessageEnum.class.isAssignableFrom(type);
        };
    }

    private FieldDescriptor last() {
        return steps.get(steps.size() - 1);
    }

    /** Whether a field with presence on the way has none. */
    boolean isUnset(Message request) {
        Message message = request;
        for (int i = 0; i < steps.size(); i++) {
            FieldDescriptor step = steps.get(i);
            if (step.hasPresence() && !message.hasField(step)) {
                return true;
            }
            if (i < steps.size() - 1) {
                message = (Message) message.getField(step);
            }
        }
        return false;
    }

    /** The canonical text of the request's value; empty for an enum value that the schema does not know. */
    String text(Message request) {
        return canonical(value(request));
    }

    /** A value, as text. */
    String exampleToken() {
        return switch (last().getJavaType()) {
            case STRING -> "abc";
            case BOOLEAN -> "true";
            case ENUM -> last().getEnumType().getValues().get(0).getName();
            default -> "1";
        };
    }

    private Object value(Message request) {
        Message message = request;
        for (FieldDescriptor step : steps.subList(0, steps.size() - 1)) {
            message = (Message) message.getField(step);
        }
        return message.getField(last());
    }

    /** Decimal without plus and leading zeros, {@code true} or {@code false}, the first-declared name of an enum value. */
    String canonical(Object value) {
        if (value instanceof EnumValueDescriptor constant) {
            for (EnumValueDescriptor known : last().getEnumType().getValues()) {
                if (known.getNumber() == constant.getNumber()) {
                    return known.getName();
                }
            }
            return "";
        }
        return switch (last().getType()) {
            case UINT32, FIXED32 -> Integer.toUnsignedString((Integer) value);
            case UINT64, FIXED64 -> Long.toUnsignedString((Long) value);
            default -> value.toString();
        };
    }

    /**
     * The request with this field filled from the subject's token where it is unset.
     *
     * @throws RpcException if the token is no value of the field, or the field says something else
     */
    <Q extends Message> Q reconcile(Q request, String token) {
        Object value = isUnset(request) ? null : value(request);
        String text = value == null || isDefaultWithoutPresence(value) ? null : canonical(value);
        boolean fault = SubjectTemplate.faultOf(token) != null;
        if (token.equals(text) && !fault) {
            return request; // as nearly always
        }
        Object said = parse(token);
        if (said == null || !canonical(said).equals(token) || fault) {
            throw RpcException.refusal(
                    Code.INVALID_ARGUMENT,
                    "the subject has \"" + WireHeaders.clean(token) + "\" where a value of " + name + " belongs");
        }
        if (text == null) {
            return filled(request, said);
        }
        throw RpcException.refusal(
                Code.INVALID_ARGUMENT,
                "request and subject disagree: field " + name + " is \"" + WireHeaders.clean(text)
                        + "\", the subject has \"" + WireHeaders.clean(token) + "\"");
    }

    private boolean isDefaultWithoutPresence(Object value) {
        return !last().hasPresence() && value.equals(last().getDefaultValue());
    }

    private @Nullable Object parse(String token) {
        try {
            return switch (last().getType()) {
                case STRING -> token;
                case BOOL -> Boolean.valueOf(token);
                case UINT32, FIXED32 -> Integer.parseUnsignedInt(token);
                case UINT64, FIXED64 -> Long.parseUnsignedLong(token);
                case INT32, SINT32, SFIXED32 -> Integer.parseInt(token);
                case ENUM -> last().getEnumType().findValueByName(token);
                default -> Long.parseLong(token);
            };
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @SuppressWarnings("unchecked") // the builder of a Q builds a Q
    private <Q extends Message> Q filled(Q request, Object value) {
        Message.Builder builder = request.toBuilder();
        fill(builder, 0, value);
        return (Q) builder.build();
    }

    private void fill(Message.Builder builder, int depth, Object value) {
        FieldDescriptor step = steps.get(depth);
        if (depth == steps.size() - 1) {
            builder.setField(step, value);
            return;
        }
        Message.Builder inner = ((Message) builder.getField(step)).toBuilder();
        fill(inner, depth + 1, value);
        builder.setField(step, inner.build());
    }
}
