package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When all are gone through for what is due: by a clock that the test sets, and on the thread itself. */
@Timeout(30)
class DeadlineSweeperTest {
    /** Deadlines in any order; the sweeps note when they were. */
    private static final class Table {
        private final Set<Long> deadlines = ConcurrentHashMap.newKeySet();
        private final List<Long> sweeps = new ArrayList<>();
        private Runnable during = () -> {};

        private long sweep(long now) {
            sweeps.add(now);
            deadlines.removeIf(deadline -> deadline - now <= 0);
            long earliest = deadlines.stream()
                    .mapToLong(deadline -> deadline - now)
                    .min()
                    .orElse(DeadlineSweeper.NEVER_NANOS);
            during.run();
            return now + earliest;
        }
    }

    private static long ms(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Nested
    class ByTheClock {
        /** So that the clock passes the end of its numbers. */
        private static final long START = Long.MAX_VALUE - 1_000_000;

        private final Table table = new Table();
        private final DeadlineSweeper sweeper = new DeadlineSweeper("unused", table::sweep, START);

        private void add(long deadline) {
            table.deadlines.add(deadline);
            sweeper.expect(deadline);
        }

        @Test
        void withoutDeadlinesItWaitsForYears() {
            assertThat(sweeper.sweepIfDue(START)).isGreaterThan(TimeUnit.DAYS.toNanos(36_500));
            assertThat(table.sweeps).isEmpty();
        }

        @Test
        void itWaitsUntilTheEarliestDeadlineAndSweepsThen() {
            add(START + ms(50));
            add(START + ms(20));
            add(START + ms(70));

            assertThat(sweeper.sweepIfDue(START)).isEqualTo(ms(20));
            assertThat(table.sweeps).isEmpty();

            assertThat(sweeper.sweepIfDue(START + ms(20))).isZero();
            assertThat(table.deadlines).containsExactlyInAnyOrder(START + ms(50), START + ms(70));
            assertThat(sweeper.sweepIfDue(START + ms(20))).isEqualTo(ms(30));
        }

        @Test
        void aSweepThatFailsIsTriedAgain() {
            table.during = () -> {
                throw new OutOfMemoryError("made on purpose");
            };
            add(START + ms(5));
            assertThat(sweeper.sweepIfDue(START + ms(5))).isZero();
            table.during = () -> {};
            add(START + ms(5_000));

            assertThat(sweeper.sweepIfDue(START + ms(5))).isEqualTo(ms(1_000));
            assertThat(sweeper.sweepIfDue(START + ms(1_005))).isZero();
            assertThat(sweeper.sweepIfDue(START + ms(1_005))).isEqualTo(ms(3_995));
        }

        @Test
        void aDeadlineThatIsNotNeededAnyMoreCostsOneSweepThatEndsNothing() {
            add(START + ms(5));
            table.deadlines.clear();
            add(START + ms(100));

            assertThat(sweeper.sweepIfDue(START + ms(5))).isZero();

            assertThat(table.deadlines).hasSize(1);
            assertThat(sweeper.sweepIfDue(START + ms(5))).isEqualTo(ms(95));
        }

        @Test
        void itSweepsOnceAMillisecondAtMost() {
            for (int i = 0; i < 1000; i++) {
                add(START + i * 10_000L);
            }
            for (long now = START; now - (START + ms(20)) < 0; now += 10_000) {
                sweeper.sweepIfDue(now);
            }

            assertThat(table.deadlines).isEmpty();
            assertThat(table.sweeps).hasSizeBetween(2, 11);
        }

        @Test
        void whatIsDueAlreadyIsEndedByTheNextSweep() {
            add(START - ms(1));

            assertThat(sweeper.sweepIfDue(START)).isZero();

            assertThat(table.deadlines).isEmpty();
        }

        @Test
        void aDeadlineThatASweepIsTooLateToFindIsNotForgotten() {
            add(START);
            table.during = () -> {
                table.during = () -> {};
                add(START + ms(3));
            };

            assertThat(sweeper.sweepIfDue(START)).isZero();

            assertThat(sweeper.sweepIfDue(START)).isEqualTo(ms(3));
        }
    }

    @Nested
    class OnItsThread {
        private final Table table = new Table();
        private final DeadlineSweeper sweeper =
                new DeadlineSweeper("sweeper-of-a-test", table::sweep, System.nanoTime());

        private void add(long deadline) {
            table.deadlines.add(deadline);
            sweeper.expect(deadline);
        }

        private long threads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("sweeper-of-a-test"))
                    .count();
        }

        @Test
        void anEarlierDeadlineWakesIt() {
            sweeper.start();
            add(System.nanoTime() + TimeUnit.HOURS.toNanos(1));

            add(System.nanoTime());

            await().untilAsserted(() -> assertThat(table.deadlines).hasSize(1));
            sweeper.close();
        }

        @Test
        void noWakeUpIsLostBetweenManyThatSetDeadlines() throws Exception {
            sweeper.start();
            AtomicInteger lost = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(4);
            for (int i = 0; i < 4; i++) {
                new Thread(() -> {
                            for (int n = 0; n < 500; n++) {
                                long deadline = System.nanoTime();
                                add(deadline);
                                long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
                                while (table.deadlines.contains(deadline)) {
                                    if (System.nanoTime() - limit > 0) {
                                        lost.incrementAndGet();
                                        break;
                                    }
                                    Thread.onSpinWait();
                                }
                            }
                            done.countDown();
                        })
                        .start();
            }

            done.await();

            assertThat(lost).hasValue(0);
            sweeper.close();
        }

        @Test
        void anInterruptDoesNotEndItAndClosingDoes() {
            sweeper.start();
            await().untilAsserted(() -> assertThat(threads()).isEqualTo(1)); // that of another test may be about to end
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("sweeper-of-a-test"))
                    .forEach(Thread::interrupt);
            add(System.nanoTime());
            await().untilAsserted(() -> assertThat(table.deadlines).isEmpty());

            sweeper.close();

            await().untilAsserted(() -> assertThat(threads()).isZero());
        }
    }
}
