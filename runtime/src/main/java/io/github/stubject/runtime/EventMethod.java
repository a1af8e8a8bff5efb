package io.github.stubject.runtime;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import io.github.stubject.proto.SubjectTemplate;
import java.util.Objects;

/**
 * One event of a service: a method with the option {@code event}, whose message goes to all who listen. Immutable.
 * Generated bindings hold one for each event, either a {@link CoreEvent} or a {@link DurableEvent}.
 *
 * @param <E> its message
 */
public abstract sealed class EventMethod<E extends Message> permits CoreEvent, DurableEvent {
    private final RpcMethod<E, Empty> method;

    EventMethod(RpcMethod<E, Empty> method) {
        this.method = Objects.requireNonNull(method, "method");
    }

    /** The service that it belongs to. */
    public final RpcService service() {
        return method.service();
    }

    /** Its name in proto. */
    public final String name() {
        return method.name();
    }

    /** Its service's full name and its own, such as {@code acme.shop.Orders/Created}. */
    public final String fullName() {
        return method.fullName();
    }

    /** Its subject, parameters in braces, without the prefix of a client or a host. */
    public String subject() {
        return method.subject();
    }

    /** What {@link Call#method} is for interceptors. */
    public final RpcMethod<E, Empty> method() {
        return method;
    }

    /**
     * A parameter of its subject, for subscribers that want one value of it only.
     *
     * @param name as the subject names it, without braces
     * @param type how Java has it: {@link String}, {@link Integer}, {@link Long}, {@link Boolean} or an enum
     * @throws IllegalArgumentException if there is none of this name, or it is of another type
     */
    public final <T> SubjectParameter<T> parameter(String name, Class<T> type) {
        return new SubjectParameter<>(this, name, type);
    }

    /** The subjects that its messages can have. */
    SubjectTemplate template() {
        return method.parameters().template();
    }

    /**
     * The subject to publish a message on, without a prefix.
     *
     * @throws RpcException if a parameter is unset or is no legal token
     */
    String subjectFor(E event) {
        return method.parameters().subjectFor(event);
    }

    /**
     * The message with the fields that it leaves unset filled from the subject that it came on.
     *
     * @throws RpcException if a field that is set disagrees with the subject
     */
    E reconcile(E event, String subject) {
        return method.parameters().reconcile(event, subject);
    }

    /** The full name and the subject. */
    @Override
    public final String toString() {
        return fullName() + " (" + subject() + ")";
    }
}
