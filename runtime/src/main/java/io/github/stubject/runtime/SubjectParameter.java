package io.github.stubject.runtime;

import com.google.protobuf.ProtocolMessageEnum;
import io.github.stubject.proto.SubjectTemplate;
import java.util.Objects;

/**
 * A parameter in the subject of an event, with the type that its field has in Java. Subscribers
 * {@linkplain SubscribeOptions#withParameter fix} it to get the messages with one value only. Immutable. Generated bindings
 * hold one for each.
 *
 * @param <T> its type in Java
 */
public final class SubjectParameter<T> {
    private final EventMethod<?> event;
    private final FieldPath path;

    SubjectParameter(EventMethod<?> event, String name, Class<T> type) {
        if (!event.template().parameters().contains(name)) {
            throw new IllegalArgumentException(event + " has no parameter {" + name + "}");
        }
        this.event = event;
        this.path = FieldPath.resolve(event.method().requests().descriptor(), name);
        if (!path.isOf(type)) {
            throw new IllegalArgumentException("{" + name + "} of " + event + " is no " + type.getSimpleName());
        }
    }

    /** The event that it belongs to. */
    public EventMethod<?> event() {
        return event;
    }

    /** Its name, as the subject has it without braces. */
    public String name() {
        return path.name();
    }

    /**
     * How a value stands in the subject.
     *
     * @throws IllegalArgumentException if it cannot
     */
    String token(T value) {
        Object known = Objects.requireNonNull(value, "value") instanceof ProtocolMessageEnum constant
                ? constant.getValueDescriptor()
                : value;
        String token = path.canonical(known);
        String fault = SubjectTemplate.faultOf(token);
        if (fault != null) {
            throw new IllegalArgumentException("\"" + WireHeaders.clean(token) + "\" cannot be {" + name() + "} in "
                    + event.subject() + ": it " + fault);
        }
        return token;
    }

    /** The event's full name and the parameter's. */
    @Override
    public String toString() {
        return "{" + name() + "} of " + event;
    }
}
