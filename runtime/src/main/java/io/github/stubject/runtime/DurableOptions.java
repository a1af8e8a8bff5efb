package io.github.stubject.runtime;

import io.github.stubject.proto.SubjectTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a listener takes durable events: through a consumer of JetStream, which remembers what has been handled. Instances that
 * name the same consumer share its events. Immutable.
 */
public final class DurableOptions {
    private static final int DEFAULT_PREFETCH = 64;
    private static final int MOST_PREFETCH = 10_000;
    private static final Duration DEFAULT_ACK_WAIT = Duration.ofSeconds(30);
    private static final Duration SHORTEST_ACK_WAIT = Duration.ofSeconds(1);
    private static final Duration DEFAULT_LONGEST_RUN = Duration.ofMinutes(10);
    private static final List<Duration> DEFAULT_BACKOFF =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(60));

    private final @Nullable String name;
    private StartFrom start = StartFrom.newEvents();
    private boolean inOrder;
    private int prefetch = DEFAULT_PREFETCH;
    private Duration ackWait = DEFAULT_ACK_WAIT;
    private Duration longestRun = DEFAULT_LONGEST_RUN;
    private List<Duration> backoff = DEFAULT_BACKOFF;
    private @Nullable DeadLetters deadLetters;
    private Setup setup = Setup.CREATE;

    /**
     * What becomes of an event that cannot be handled.
     *
     * @param subject the beginning of the subjects that dead letters are published on; the consumer's name follows
     * @param maxDeliveries how many times an event is handled before
     */
    record DeadLetters(String subject, int maxDeliveries) {}

    private DurableOptions(@Nullable String name) {
        this.name = name;
    }

    /** A copy to be changed before anybody sees it: safely published by its owner, never changed after. */
    private DurableOptions with(Consumer<DurableOptions> change) {
        DurableOptions copy = new DurableOptions(name);
        copy.start = start;
        copy.inOrder = inOrder;
        copy.prefetch = prefetch;
        copy.ackWait = ackWait;
        copy.longestRun = longestRun;
        copy.backoff = backoff;
        copy.deadLetters = deadLetters;
        copy.setup = setup;
        change.accept(copy);
        return copy;
    }

    /**
     * A consumer that stays when its listeners go, and begins with new events unless told otherwise.
     *
     * @param name the beginning of the consumer's name: letters, digits, {@code -} and {@code _}. The event's own name follows,
     *     as {@code billing_Orders_Created} for {@code billing}, and the number of the partition where order is kept by key
     */
    public static DurableOptions named(String name) {
        if (!name.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException(
                    "a consumer is named by letters, digits, '-' and '_', not \"" + WireHeaders.clean(name) + "\"");
        }
        return new DurableOptions(name);
    }

    /** A consumer of this host alone, which is gone some time after it: to read once more what the stream keeps. */
    public static DurableOptions temporary() {
        return new DurableOptions(null);
    }

    /** The same, beginning elsewhere. Counts when the consumer is made; later it goes on where it was. */
    public DurableOptions startFrom(StartFrom start) {
        Objects.requireNonNull(start, "start");
        return with(copy -> copy.start = start);
    }

    /**
     * The same, handling one event after the other, across all instances: an event that fails is handled again before the next.
     * If the event has a {@linkplain DurableEvent#withKey key}, one for each partition.
     */
    public DurableOptions inOrder() {
        return with(copy -> copy.inOrder = true);
    }

    /** The same, with so many events waiting in this instance at most, beside those that are handled; 64 unless set. */
    public DurableOptions prefetch(int events) {
        if (events < 0 || events > MOST_PREFETCH) {
            throw new IllegalArgumentException("prefetch is " + events + "; allowed is 0 to " + MOST_PREFETCH);
        }
        return with(copy -> copy.prefetch = events);
    }

    /**
     * The same with another time after which JetStream takes an instance for dead that says nothing of an event, and gives the
     * event to another; 30 s unless set, at least 1 s. The runtime says something in time for all that it has.
     */
    public DurableOptions ackWait(Duration time) {
        if (time.compareTo(SHORTEST_ACK_WAIT) < 0) {
            throw new IllegalArgumentException("ackWait is " + time + "; it must be 1 s or more");
        }
        return with(copy -> copy.ackWait = time);
    }

    /**
     * The same with another time that handling one event may take; 10 minutes unless set. Then its {@link CallContext} is
     * cancelled, its thread interrupted, and the event is delivered again after {@link #ackWait} at the latest.
     */
    public DurableOptions longestRun(Duration time) {
        Duration checked = CallOptions.checkTimeout(time);
        return with(copy -> copy.longestRun = checked);
    }

    /** The same with other times to wait after each failure of an event; the last holds for all that follow. */
    public DurableOptions backoff(Duration... times) {
        List<Duration> all = List.of(times);
        if (all.isEmpty() || all.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("backoff is " + all + "; it needs one time or more, of 0 or more each");
        }
        return with(copy -> copy.backoff = all);
    }

    /**
     * The same, with events that cannot be handled put aside: those that have failed so many times, and at once those that
     * cannot be read. Without it they are tried for ever.
     *
     * @param subject the beginning of the subjects that they are published on, such as {@code dead}, to which the consumer's name
     *     is added; another stream must keep {@code dead.>}
     * @param maxDeliveries how many times an event is handled at most, 1 or more
     */
    public DurableOptions deadLetters(String subject, int maxDeliveries) {
        if (maxDeliveries < 1) {
            throw new IllegalArgumentException("maxDeliveries is " + maxDeliveries + "; it must be 1 or more");
        }
        String plain = SubjectTemplate.parse(subject).toString();
        return with(copy -> copy.deadLetters = new DeadLetters(plain, maxDeliveries));
    }

    /** The same with another way to come by the consumer; {@link Setup#CREATE} unless set. */
    public DurableOptions setup(Setup setup) {
        Objects.requireNonNull(setup, "setup");
        return with(copy -> copy.setup = setup);
    }

    /** The beginning of the consumer's name; {@code null} if it is temporary. */
    public @Nullable String name() {
        return name;
    }

    StartFrom start() {
        return start;
    }

    boolean isInOrder() {
        return inOrder;
    }

    int prefetch() {
        return prefetch;
    }

    Duration ackWait() {
        return ackWait;
    }

    Duration longestRun() {
        return longestRun;
    }

    /** How long to wait after a failure, by the number of deliveries so far. */
    Duration backoffAfter(long deliveries) {
        int index = (int) Math.min(Math.max(deliveries, 1), backoff.size()) - 1;
        return backoff.get(index);
    }

    @Nullable
    DeadLetters deadLetters() {
        return deadLetters;
    }

    Setup setup() {
        return setup;
    }
}
