package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.proto.SubjectTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of a binding, and where a host listens to it.
 *
 * @param subject its prefix included, fixed parameters filled in, the partition as one more parameter
 * @param prefix the host's; {@code null} if it has none
 */
record ListenedEvent<E extends Message>(
        EventMethod<E> event,
        EventHandler<E> handler,
        SubscribeOptions options,
        SubjectTemplate subject,
        @Nullable SubjectTemplate prefix) {
    /** A wildcard, or one number, where it is subscribed to; nothing is filled in for it or read from it by this name. */
    private static final String PARTITION = "_partition";

    /**
     * Those of all bindings.
     *
     * @throws IllegalArgumentException if a message could be an event of one and a call of what is served here
     */
    static List<ListenedEvent<?>> of(
            List<EventBinding> bindings, @Nullable SubjectTemplate prefix, List<ServedEndpoint> served) {
        List<ListenedEvent<?>> all = new ArrayList<>();
        for (EventBinding binding : bindings) {
            for (EventBinding.Subscribed<?> subscribed : binding.subscribed()) {
                ListenedEvent<?> listened = of(subscribed, binding.options(), prefix);
                served.forEach(listened::checkApartFrom);
                all.add(listened);
            }
        }
        return all;
    }

    private static <E extends Message> ListenedEvent<E> of(
            EventBinding.Subscribed<E> subscribed, SubscribeOptions options, @Nullable SubjectTemplate prefix) {
        EventMethod<E> event = subscribed.event();
        if (event instanceof DurableEvent<E> && options.durable() == null && !options.isWithoutStored()) {
            throw new IllegalArgumentException(event + " needs a consumer: give the listener"
                    + " SubscribeOptions.durable(...), or SubscribeOptions.withoutStored() to take it as a core event");
        }
        SubjectTemplate subject = event.template();
        for (Map.Entry<SubjectParameter<?>, String> fixed : options.parameters().entrySet()) {
            if (fixed.getKey().event() == event) {
                subject = subject.with(fixed.getKey().name(), fixed.getValue());
            }
        }
        if (event instanceof DurableEvent<E> durable && durable.partitions() > 0) {
            subject = SubjectTemplate.parse(subject + ".{" + PARTITION + "}");
        }
        return new ListenedEvent<>(
                event, subscribed.handler(), options, prefix == null ? subject : subject.behind(prefix), prefix);
    }

    private void checkApartFrom(ServedEndpoint call) {
        if (subject.canMeet(call.subject())) {
            throw new IllegalArgumentException(
                    "one message could be both the event " + event.fullName() + " (" + subject
                            + ") and a call of " + call.method().fullName() + " (" + call.subject()
                            + "); give one of them another subject");
        }
    }

    /** Whether it comes through a consumer of JetStream. */
    boolean isStored() {
        return event instanceof DurableEvent<E> && !options.isWithoutStored();
    }

    /** The subject of one partition. */
    SubjectTemplate partition(int number) {
        return subject.with(PARTITION, Integer.toString(number));
    }

    /** What to subscribe to. */
    String pattern() {
        return subject.pattern();
    }
}
