package io.github.stubject.runtime.internal.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeldEventsTest {
    private final HeldEvents events = new HeldEvents(2, Duration.ofSeconds(30), Duration.ofSeconds(100));

    private boolean add(long number, long deliveries, long second) {
        return add(number, deliveries, second, Instant.EPOCH);
    }

    private boolean add(long number, long deliveries, long second, Instant storedAt) {
        InboundMessage message = new InboundMessage("s", null, null, new byte[0], false);
        AckSubject ack = new AckSubject("ack " + number, "S", "C", deliveries, number, 1, storedAt);
        return events.add(message, ack, TimeUnit.SECONDS.toNanos(second));
    }

    private @Nullable HeldEvent next(long second) {
        return events.next(TimeUnit.SECONDS.toNanos(second));
    }

    private HeldEvent started(long second) {
        return Objects.requireNonNull(next(second));
    }

    private static long nanos(long second) {
        return TimeUnit.SECONDS.toNanos(second);
    }

    @Test
    void asManyRunAsThereAreSlotsAndInTheirOrder() {
        for (int i = 1; i <= 4; i++) {
            add(i, 1, 0);
        }
        HeldEvent first = started(0);
        HeldEvent second = started(0);
        assertThat(first.ack().streamSequence()).isEqualTo(1);
        assertThat(second.ack().streamSequence()).isEqualTo(2);
        assertThat(next(0)).isNull();

        events.end(second);

        assertThat(started(0).ack().streamSequence()).isEqualTo(3);
        assertThat(next(0)).isNull();
        assertThat(events.size()).isEqualTo(3);
    }

    @Test
    void whatIsHereAlreadyIsNotTakenTwice() {
        assertThat(add(1, 1, 0)).isTrue();
        HeldEvent running = started(0);

        assertThat(add(1, 2, 5)).isFalse();

        assertThat(events.size()).isEqualTo(1);
        assertThat(running.ack().deliveries()).isEqualTo(2);
        assertThat(next(5)).isNull();
    }

    @Test
    void jetStreamIsToldOfAllThreeTimesWithinItsPatience() {
        add(1, 1, 0);
        add(2, 1, 5);
        HeldEvent running = started(5);

        assertThat(events.takeUntold(nanos(9))).isEmpty();
        assertThat(events.takeUntold(nanos(10))).containsExactly(running);
        assertThat(events.takeUntold(nanos(15)))
                .extracting(event -> event.ack().streamSequence())
                .containsExactly(2L);
        assertThat(events.takeUntold(nanos(15))).isEmpty();
    }

    @Test
    void whatJetStreamMustHaveGivenToOthersDoesNotBegin() {
        add(1, 1, 0);
        add(2, 1, 10);

        assertThat(events.takeUntold(nanos(31))).hasSize(1);
        assertThat(started(31).ack().streamSequence()).isEqualTo(2);
        assertThat(events.size()).isEqualTo(1);
    }

    @Test
    void whatRunsForTooLongIsToldOfNoMoreButKeepsItsSlot() {
        add(1, 1, 0);
        HeldEvent running = started(0);
        events.takeUntold(nanos(90));
        assertThat(events.takeOverdue(nanos(99))).isEmpty();

        assertThat(events.takeOverdue(nanos(100))).containsExactly(running);
        assertThat(events.takeOverdue(nanos(200))).isEmpty();
        assertThat(events.takeUntold(nanos(200))).isEmpty();
        assertThat(events.isOurs(running, nanos(119))).isTrue();
        assertThat(events.isOurs(running, nanos(120))).isFalse();
        assertThat(events.isStuck()).isFalse();

        assertThat(add(1, 2, 121)).as("now it is another").isTrue();
        HeldEvent again = started(121);
        assertThat(next(121)).isNull();
        events.end(running);
        assertThat(events.size()).isEqualTo(1);
        events.end(again);
        assertThat(events.size()).isZero();
    }

    @Test
    void aHostWhoseSlotsAreAllGivenUpIsStuck() {
        add(1, 1, 0);
        add(2, 1, 0);
        add(3, 1, 0);
        HeldEvent first = started(0);
        started(0);

        events.takeOverdue(nanos(100));

        assertThat(events.isStuck()).isTrue();
        assertThat(events.takeWaiting()).hasSize(1);
        events.end(first);
        assertThat(events.isStuck()).isFalse();
    }

    @Test
    void whatIsPutAsideIsKeptWithoutASlot() {
        add(1, 1, 0);
        HeldEvent running = started(0);
        events.aside(running);
        for (int i = 2; i <= 3; i++) {
            add(i, 1, 0);
            started(0);
        }

        assertThat(events.takeUntold(nanos(10))).contains(running);
        events.end(running);

        assertThat(events.size()).isEqualTo(2);
    }

    @Test
    void whatWaitsCanBeTakenBackAndWhatRunsCannot() {
        add(1, 1, 0);
        add(2, 1, 0);
        HeldEvent running = started(0);

        assertThat(events.takeWaiting())
                .extracting(event -> event.ack().streamSequence())
                .containsExactly(2L);

        assertThat(events.all()).containsExactly(running);
    }

    @Test
    void aRunIsCancelledOnceWheneverItBecomesKnown() {
        add(1, 1, 0);
        HeldEvent event = started(0);
        AtomicInteger cancels = new AtomicInteger();

        event.cancel();
        event.onCancel(cancels::incrementAndGet);
        event.cancel();

        assertThat(cancels).hasValue(1);
        assertThat(event.isCancelled()).isTrue();
    }

    @Test
    void anotherEventOfTheSameNumberIsOfAnotherStream() {
        add(1, 1, 0);
        add(2, 1, 0);
        add(3, 1, 0);
        HeldEvent running = started(0);
        HeldEvent aside = started(0);
        events.aside(aside);

        for (int i = 1; i <= 3; i++) {
            assertThat(add(i, 1, 1, Instant.EPOCH.plusSeconds(1))).isTrue();
        }

        assertThat(running.isGone()).isTrue();
        assertThat(aside.isGone()).isTrue();
        assertThat(events.isOurs(running, nanos(1))).isFalse();
        assertThat(events.size()).as("the one that runs, and the new ones").isEqualTo(4);
        assertThat(started(1).isGone()).isFalse();
        assertThat(next(1)).as("the other slot is not free").isNull();
        events.end(aside);
        events.end(running);
        assertThat(started(1).ack().streamSequence()).isEqualTo(2);
        assertThat(events.size()).isEqualTo(3);
    }

    @Test
    void withItsStreamAllIsGone() {
        add(1, 1, 0);
        add(2, 1, 0);
        HeldEvent running = started(0);

        events.loseAll();

        assertThat(running.isGone()).isTrue();
        assertThat(next(0)).isNull();
        assertThat(events.size()).isEqualTo(1);
        events.end(running);
        assertThat(events.size()).isZero();
    }
}
