package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.proto.DurableOptions;
import io.github.stubject.proto.EventOptions;
import io.github.stubject.proto.MethodOptions;
import io.github.stubject.proto.OptionsProto;
import io.github.stubject.proto.SubjectTemplate;
import org.jspecify.annotations.Nullable;

/** Which methods are events, and what they say of themselves. */
public final class Events {
    /** The last token of an event with partitions, as the name that messages about subjects show. */
    private static final String PARTITION = "{partition}";

    private Events() {}

    /** Whether the method is an event. */
    public static boolean isEvent(MethodDescriptor method) {
        return options(method).hasEvent();
    }

    /** Whether the service has something to call; one without methods might some day. */
    static boolean hasCalls(ServiceDescriptor service) {
        return service.getMethods().isEmpty() || !service.getMethods().stream().allMatch(Events::isEvent);
    }

    static boolean hasEvents(ServiceDescriptor service) {
        return service.getMethods().stream().anyMatch(Events::isEvent);
    }

    /** How a stream keeps the event; {@code null} if none does, or the method is no event. */
    public static @Nullable DurableOptions durable(MethodDescriptor method) {
        EventOptions event = options(method).getEvent();
        return event.hasDurable() ? event.getDurable() : null;
    }

    /** What messages travel on: the method's subject, and behind it the partition's token if there are partitions. */
    public static SubjectTemplate onTheWire(MethodDescriptor method, SubjectTemplate subject) {
        DurableOptions durable = durable(method);
        return durable != null && durable.hasPartitions() ? SubjectTemplate.parse(subject + "." + PARTITION) : subject;
    }

    private static MethodOptions options(MethodDescriptor method) {
        return method.getOptions().getExtension(OptionsProto.method);
    }
}
