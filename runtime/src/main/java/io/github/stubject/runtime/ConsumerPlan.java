package io.github.stubject.runtime;

import io.github.stubject.proto.SubjectTemplate;
import io.nats.client.NUID;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerCreateRequest;
import io.nats.client.api.DeliverPolicy;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A consumer as a listener of a durable event needs it. Immutable.
 *
 * @param stream the stream's name, prefix included
 * @param name the consumer's
 * @param filter the subjects that it takes, prefix included
 * @param deadLetters the subject of what is put aside, prefix included; {@code null} if nothing is
 */
record ConsumerPlan(
        DurableEvent<?> event,
        DurableOptions options,
        String stream,
        String name,
        String filter,
        @Nullable String deadLetters) {
    /** How many events a consumer may have delivered and not be told of, by all instances together. */
    static final long MOST_UNACKED = 20_000;

    /** JetStream's count never ends deliveries: that is the runtime's. */
    static final long FOR_EVER = -1;

    private static final Duration GONE_AFTER = Duration.ofMinutes(5);

    /** Those of one listener: one, or one for each partition. */
    static List<ConsumerPlan> of(ListenedEvent<?> listened) {
        DurableOptions options = listened.options().durable();
        if (options == null || !(listened.event() instanceof DurableEvent<?> event)) {
            throw new IllegalStateException(listened.event() + " has no consumer");
        }
        String base = baseName(event, options);
        if (event.partitions() == 0 || !options.isInOrder()) {
            return List.of(plan(event, options, listened, base, listened.subject()));
        }
        List<ConsumerPlan> plans = new ArrayList<>();
        for (int i = 0; i < event.partitions(); i++) {
            plans.add(plan(event, options, listened, base + "_" + i, listened.partition(i)));
        }
        return plans;
    }

    private static ConsumerPlan plan(
            DurableEvent<?> event,
            DurableOptions options,
            ListenedEvent<?> listened,
            String name,
            SubjectTemplate subject) {
        DurableOptions.DeadLetters dead = options.deadLetters();
        String prefix = listened.prefix() == null ? "" : listened.prefix().toString();
        String beforeDead = prefix.isEmpty() ? "" : prefix + ".";
        return new ConsumerPlan(
                event,
                options,
                event.streamBehind(prefix),
                name,
                subject.pattern(),
                dead == null ? null : beforeDead + dead.subject() + "." + name);
    }

    private static String baseName(DurableEvent<?> event, DurableOptions options) {
        String service = event.service().fullName();
        String first = options.name() == null ? "temporary_" + NUID.nextGlobal() : options.name();
        return first + "_" + service.substring(service.lastIndexOf('.') + 1) + "_" + event.name();
    }

    boolean isTemporary() {
        return options.name() == null;
    }

    /** Whether a consumer that is not there is made: a temporary one is nobody else's. */
    boolean makesMissing() {
        return isTemporary() || options.setup() != Setup.CHECK;
    }

    /** How many events a consumer may have delivered and not be told of. */
    long mostUnacked() {
        return options.isInOrder() ? 1 : MOST_UNACKED;
    }

    /** As it is to be made. */
    ConsumerConfiguration configuration() {
        ConsumerConfiguration.Builder builder = onto(ConsumerConfiguration.builder());
        StartFrom start = options.start();
        if (start instanceof StartFrom.All) {
            builder.deliverPolicy(DeliverPolicy.All);
        } else if (start instanceof StartFrom.Time time) {
            builder.deliverPolicy(DeliverPolicy.ByStartTime)
                    .startTime(time.time().atZone(ZoneOffset.UTC));
        } else if (start instanceof StartFrom.Sequence sequence) {
            builder.deliverPolicy(DeliverPolicy.ByStartSequence).startSequence(sequence.sequence());
        } else {
            builder.deliverPolicy(DeliverPolicy.New);
        }
        return named(builder).build();
    }

    /** As it is to be made when another of its name is gone. */
    ConsumerConfiguration configurationFrom(long sequence) {
        ConsumerConfiguration.Builder builder = onto(ConsumerConfiguration.builder());
        if (sequence > 1) {
            builder.deliverPolicy(DeliverPolicy.ByStartSequence).startSequence(sequence);
        } else {
            builder.deliverPolicy(DeliverPolicy.All);
        }
        return named(builder).build();
    }

    /** As it is to become. */
    ConsumerConfiguration update(ConsumerConfiguration found) {
        return named(onto(ConsumerConfiguration.builder(found))).build();
    }

    private ConsumerConfiguration.Builder named(ConsumerConfiguration.Builder builder) {
        builder.name(name);
        return isTemporary() ? builder.inactiveThreshold(GONE_AFTER) : builder.durable(name);
    }

    private ConsumerConfiguration.Builder onto(ConsumerConfiguration.Builder builder) {
        return builder.filterSubject(filter)
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(options.ackWait())
                .maxDeliver(FOR_EVER)
                .maxAckPending(mostUnacked());
    }

    /**
     * What of a consumer is not as it is to be, one line each: the field as JetStream's API names it, what was found, what is
     * wanted. Where it began is not looked at: that is past.
     */
    List<String> differences(ConsumerConfiguration found) {
        List<String> all = new ArrayList<>();
        List<String> filters = Objects.requireNonNullElse(found.getFilterSubjects(), List.of());
        differ(all, "filter_subject", String.join(", ", filters), filter);
        differ(all, "ack_policy", String.valueOf(found.getAckPolicy()), AckPolicy.Explicit.toString());
        differ(all, "ack_wait", String.valueOf(found.getAckWait()), String.valueOf(options.ackWait()));
        differ(all, "max_deliver", Math.max(FOR_EVER, found.getMaxDeliver()), FOR_EVER);
        boolean inOrder = found.getMaxAckPending() == 1;
        if (inOrder != options.isInOrder()) {
            differ(all, "max_ack_pending", found.getMaxAckPending(), mostUnacked());
        }
        differ(all, "deliver_subject", String.valueOf(found.getDeliverSubject()), "null");
        differ(all, "headers_only", found.isHeadersOnly(), false);
        differ(all, "backoff", Objects.requireNonNullElse(found.getBackoff(), List.of()), List.of());
        differ(all, "max_batch", Math.max(0, found.getMaxBatch()), 0L);
        differ(all, "max_bytes", Math.max(0, found.getMaxBytes()), 0L);
        return all;
    }

    private static void differ(List<String> all, String field, Object found, Object wanted) {
        if (!found.equals(wanted)) {
            all.add(field + " is " + Printable.escaped(found.toString()) + ", wanted is " + wanted);
        }
    }

    /** The request that makes it, as JetStream's API takes it. */
    String json() {
        return new ConsumerCreateRequest(stream, configuration()).toJson();
    }
}
