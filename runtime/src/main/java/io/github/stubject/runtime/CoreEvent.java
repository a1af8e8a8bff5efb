package io.github.stubject.runtime;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;

/**
 * An event that reaches those who listen while it is published, and nobody later. Immutable.
 *
 * @param <E> its message
 */
public final class CoreEvent<E extends Message> extends EventMethod<E> {
    private CoreEvent(RpcMethod<E, Empty> method) {
        super(method);
    }

    /**
     * An event.
     *
     * @param name the method's name in proto
     * @param subject its subject, with parameters such as {@code {customer_id}}
     * @param event the default instance of the message's type
     * @throws IllegalArgumentException if the subject is illegal or names a field that cannot be a parameter
     */
    public static <E extends Message> CoreEvent<E> of(RpcService service, String name, String subject, E event) {
        return new CoreEvent<>(RpcMethod.event(service, name, subject, event));
    }
}
