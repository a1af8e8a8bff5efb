package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.JnatsTransport;
import io.nats.client.Connection;
import io.nats.client.api.StreamConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A stream of JetStream as durable events need it: it has the schema's name and the subjects of its events, and nothing else.
 * What is operations' business (retention, replicas, limits) is configured here, or left to JetStream. Immutable.
 *
 * <pre>{@code
 * EventStream orders = EventStream.of(OrdersBinding.CREATED, OrdersBinding.SHIPPED)
 *         .configure(stream -> stream.replicas(3).maxAge(Duration.ofDays(30)));
 * orders.prepare(nats, Setup.CREATE);       // or ServiceHost.builder(nats).stream(orders, Setup.CREATE)
 * System.out.println(orders.toJson());      // or for other tools: nats stream add --config
 * }</pre>
 */
public final class EventStream {
    private final String name;
    private final List<String> subjects;
    private final String prefix;
    private final UnaryOperator<StreamConfiguration.Builder> settings;

    private EventStream(
            String name, List<String> subjects, String prefix, UnaryOperator<StreamConfiguration.Builder> settings) {
        this.name = name;
        this.subjects = subjects;
        this.prefix = prefix;
        this.settings = settings;
    }

    /**
     * The stream of some events.
     *
     * @throws IllegalArgumentException if they are not of one stream
     */
    public static EventStream of(DurableEvent<?> event, DurableEvent<?>... more) {
        Set<String> subjects = new LinkedHashSet<>();
        subjects.add(subjectOf(event));
        for (DurableEvent<?> other : more) {
            if (!other.stream().equals(event.stream())) {
                throw new IllegalArgumentException(event + " is of stream " + event.stream() + ", " + other
                        + " of stream " + other.stream() + "; each needs an EventStream of its own");
            }
            subjects.add(subjectOf(other));
        }
        return new EventStream(event.stream(), withoutCovered(subjects), "", UnaryOperator.identity());
    }

    /**
     * A stream for {@linkplain DurableOptions#deadLetters dead letters}.
     *
     * @param name the stream's, which should not be that of events
     * @param subject as it is given there; the stream has all subjects below
     */
    public static EventStream ofDeadLetters(String name, String subject) {
        Objects.requireNonNull(name, "name");
        return new EventStream(name, List.of(RpcClient.checkPrefix(subject) + ".>"), "", UnaryOperator.identity());
    }

    private static String subjectOf(DurableEvent<?> event) {
        String pattern = event.template().pattern();
        return event.partitions() == 0 ? pattern : pattern + ".*";
    }

    /** JetStream does not take a subject that another one has. */
    private static List<String> withoutCovered(Set<String> subjects) {
        return subjects.stream()
                .filter(one -> subjects.stream().noneMatch(other -> !other.equals(one) && Subjects.covers(other, one)))
                .toList();
    }

    /**
     * The same with settings. Name and subjects stay what they are. What is set here is compared with the stream that is there;
     * what is not set may be anything.
     *
     * @param settings called whenever they are needed, on any builder; must do the same each time
     */
    public EventStream configure(UnaryOperator<StreamConfiguration.Builder> settings) {
        Objects.requireNonNull(settings, "settings");
        UnaryOperator<StreamConfiguration.Builder> before = this.settings;
        return new EventStream(name, subjects, prefix, builder -> settings.apply(before.apply(builder)));
    }

    /**
     * The same for hosts and clients with a prefix. The subjects get it, and so does the name, with {@code _} for each dot:
     * {@code staging_ORDERS}.
     *
     * @throws IllegalArgumentException if it is no legal beginning of a subject
     */
    public EventStream prefix(String prefix) {
        return new EventStream(name, subjects, RpcClient.checkPrefix(prefix).toString(), settings);
    }

    /** The same with the prefix, unless it has one. */
    EventStream behind(String prefix) {
        return this.prefix.isEmpty() ? prefix(prefix) : this;
    }

    /** Its name, with its prefix. */
    public String name() {
        return prefix.isEmpty() ? name : DurableEvent.streamPrefix(prefix) + name;
    }

    /** Its subjects, with their prefix and with wildcards for parameters and partitions. */
    public List<String> subjects() {
        return prefix.isEmpty()
                ? subjects
                : subjects.stream().map(subject -> prefix + "." + subject).toList();
    }

    /** What {@link Setup#CREATE} would create, as {@code nats stream add --config} and JetStream's API take it. */
    public String toJson() {
        return changed(StreamConfiguration.builder().name(name()).build()).toJson();
    }

    /** A configuration with all that is set here. */
    StreamConfiguration changed(StreamConfiguration other) {
        return settings.apply(StreamConfiguration.builder(other))
                .name(name())
                .subjects(subjects())
                .build();
    }

    /** How a stream differs from this, setting by setting. */
    List<String> differencesOf(StreamConfiguration found) {
        return new ArrayList<>(StreamDifferences.of(this::changed, found));
    }

    /**
     * Makes the stream, checks it or changes it. Blocks.
     *
     * @throws IllegalStateException if there is no such stream and none is to be made, if it is not as it should be (the message
     *     names each setting, what was found and what was wanted), or if JetStream cannot be asked
     */
    public void prepare(Connection nats, Setup setup) {
        StreamSetup.runAll(List.of(new StreamSetup(this, setup)), null, new JnatsTransport(nats));
    }

    /** Its name and its subjects. */
    @Override
    public String toString() {
        return name() + " " + subjects();
    }
}
