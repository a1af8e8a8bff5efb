package io.github.stubject.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a listener takes events. Immutable. */
public final class SubscribeOptions {
    private static final int MOST_PARALLELISM = 10_000;
    private static final int DEFAULT_PENDING_EVENTS = 65_536;
    private static final long DEFAULT_PENDING_BYTES = 64L * 1024 * 1024;

    /** Every core event, in order, one at a time. Durable events need {@link #withDurable} or {@link #withoutStored}. */
    public static final SubscribeOptions DEFAULT = new SubscribeOptions(
            null, Map.of(), 1, new Pending(DEFAULT_PENDING_EVENTS, DEFAULT_PENDING_BYTES), null, false);

    private final @Nullable String queueGroup;
    private final Map<SubjectParameter<?>, String> parameters;
    private final int parallelism;
    private final Pending pending;
    private final @Nullable DurableOptions durable;
    private final boolean withoutStored;

    /** How much may wait for a listener of core events. */
    record Pending(int events, long bytes) {}

    private SubscribeOptions(
            @Nullable String queueGroup,
            Map<SubjectParameter<?>, String> parameters,
            int parallelism,
            Pending pending,
            @Nullable DurableOptions durable,
            boolean withoutStored) {
        this.queueGroup = queueGroup;
        this.parameters = parameters;
        this.parallelism = parallelism;
        this.pending = pending;
        this.durable = durable;
        this.withoutStored = withoutStored;
    }

    /** The same for durable events through this consumer. */
    public static SubscribeOptions durable(DurableOptions consumer) {
        return DEFAULT.withDurable(consumer);
    }

    /** The same in a queue group: of the subscribers in it, one gets each core event. */
    public SubscribeOptions withQueueGroup(String group) {
        RpcMethod.checkQueueGroup(group);
        return new SubscribeOptions(group, parameters, parallelism, pending, durable, withoutStored);
    }

    /**
     * The same for events that have this value in their subject only. Parameters that are not fixed are open.
     *
     * @throws IllegalArgumentException if the value cannot be part of a subject
     */
    public <T> SubscribeOptions withParameter(SubjectParameter<T> parameter, T value) {
        Map<SubjectParameter<?>, String> more = new LinkedHashMap<>(parameters);
        more.put(parameter, parameter.token(value));
        return new SubscribeOptions(queueGroup, Map.copyOf(more), parallelism, pending, durable, withoutStored);
    }

    /**
     * The same, handling so many events at the same time, of each method of the listener: then they have no order.
     *
     * @param events 1, unless set, to 10,000
     */
    public SubscribeOptions withParallelism(int events) {
        if (events < 1 || events > MOST_PARALLELISM) {
            throw new IllegalArgumentException("parallelism is " + events + "; allowed is 1 to " + MOST_PARALLELISM);
        }
        return new SubscribeOptions(queueGroup, parameters, events, pending, durable, withoutStored);
    }

    /**
     * The same with other limits to what waits for a method of the listener; 65,536 core events and 64 MiB unless set. What comes
     * while either is reached is lost, and counted in {@link SubscriptionStats#lost}.
     */
    public SubscribeOptions withPending(int events, long bytes) {
        if (events < 1 || bytes < 1) {
            throw new IllegalArgumentException(
                    "pending is " + events + " events, " + bytes + " bytes; both must be 1 or more");
        }
        return new SubscribeOptions(
                queueGroup, parameters, parallelism, new Pending(events, bytes), durable, withoutStored);
    }

    /** The same for durable events through this consumer. */
    public SubscribeOptions withDurable(DurableOptions consumer) {
        return new SubscribeOptions(
                queueGroup, parameters, parallelism, pending, Objects.requireNonNull(consumer, "consumer"), false);
    }

    /** The same, taking durable events as core events: only while they are published, without a stream and without acks. */
    public SubscribeOptions withoutStored() {
        return new SubscribeOptions(queueGroup, parameters, parallelism, pending, null, true);
    }

    /**
     * Checks that they say what they must, and nothing in vain.
     *
     * @param events those that are listened to
     * @throws IllegalArgumentException if not
     */
    void checkFor(List<EventMethod<?>> events) {
        for (EventMethod<?> event : events) {
            if (event instanceof DurableEvent && durable == null && !withoutStored) {
                throw new IllegalArgumentException(event + " is durable, so its listener needs a consumer:"
                        + " SubscribeOptions.durable(DurableOptions.named(\"...\")); to take it only while it is published,"
                        + " as core events are, say SubscribeOptions.DEFAULT.withoutStored()");
            }
        }
        for (SubjectParameter<?> parameter : parameters.keySet()) {
            if (!events.contains(parameter.event())) {
                throw new IllegalArgumentException(
                        parameter + " is fixed, but this event is not listened to; listened to is " + events);
            }
        }
        if (durable != null && !events.isEmpty() && events.stream().noneMatch(DurableEvent.class::isInstance)) {
            throw new IllegalArgumentException("a consumer is named, but none of these events is durable: " + events);
        }
    }

    /** The queue group of core events; {@code null} if there is none. */
    public @Nullable String queueGroup() {
        return queueGroup;
    }

    /** The parameters that are fixed, and their values as the subject has them. */
    Map<SubjectParameter<?>, String> parameters() {
        return parameters;
    }

    /** How many events are handled at the same time. */
    public int parallelism() {
        return parallelism;
    }

    Pending pending() {
        return pending;
    }

    /** How durable events are taken; {@code null} if that is not said. */
    public @Nullable DurableOptions durable() {
        return durable;
    }

    /** Whether durable events are taken as core events. */
    boolean isWithoutStored() {
        return withoutStored;
    }
}
