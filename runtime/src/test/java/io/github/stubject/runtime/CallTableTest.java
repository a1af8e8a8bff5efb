package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is found by which number. */
@Timeout(60)
class CallTableTest {
    private static final class Entry extends CallTable.Entry {}

    private final CallTable<Entry> table = new CallTable<>(100_000);

    private Entry entered() {
        Entry entry = new Entry();
        if (!table.enter(entry)) {
            throw new AssertionError("no room");
        }
        return entry;
    }

    private Set<Entry> all() {
        Set<Entry> all = new HashSet<>();
        table.forEach(all::add);
        return all;
    }

    @Test
    void anEntryIsFoundByItsNumberUntilItLeaves() {
        Entry entry = entered();
        assertThat(table.find(entry.number())).isSameAs(entry);

        assertThat(table.leave(entry)).isTrue();

        assertThat(table.find(entry.number())).isNull();
        assertThat(table.leave(entry)).isFalse();
        assertThat(table.size()).isZero();
    }

    @Test
    void theNumberOfOneThatHasLeftNeverFindsALaterOne() {
        Set<Long> numbers = new HashSet<>();
        for (int i = 0; i < 10_000; i++) { // some forty times round
            Entry entry = entered();
            numbers.add(entry.number());
            table.leave(entry);
        }
        Entry last = entered();

        assertThat(numbers).hasSize(10_000);
        assertThat(numbers).allMatch(number -> table.find(number) == null);
        assertThat(table.find(last.number())).isSameAs(last);
    }

    @Test
    void numbersThatNobodyHasFindNothing() {
        Entry entry = entered();

        for (long number : new long[] {
            0, 1, -1, entry.number() + 1, entry.number() + 31, Long.MAX_VALUE, Long.MIN_VALUE, -entry.number()
        }) {
            assertThat(table.find(number)).isNull();
        }
    }

    @Test
    void oneThatHasNotEnteredCannotLeave() {
        entered();

        assertThat(table.leave(new Entry())).isFalse();
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void itGrowsAndKeepsWhoIsThere() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            entries.add(entered());
        }

        assertThat(entries)
                .allSatisfy(entry -> assertThat(table.find(entry.number())).isSameAs(entry));
        assertThat(all()).hasSize(20_000);

        entries.forEach(table::leave);
        assertThat(all()).isEmpty();
        assertThat(table.size()).isZero();
    }

    @Test
    void thoseWhoStayForLongAreGoneAround() {
        List<Entry> staying = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            staying.add(entered());
        }
        for (int i = 0; i < 10_000; i++) {
            table.leave(entered());
        }

        assertThat(all()).containsExactlyInAnyOrderElementsOf(staying);
        assertThat(staying)
                .allSatisfy(entry -> assertThat(table.find(entry.number())).isSameAs(entry));
    }

    @Test
    void thereAreNoMoreThanAllowed() {
        CallTable<Entry> small = new CallTable<>(2);
        Entry first = new Entry();
        assertThat(small.enter(first)).isTrue();
        assertThat(small.enter(new Entry())).isTrue();
        assertThat(small.enter(new Entry())).isFalse();
        assertThat(small.size()).isEqualTo(2);

        small.leave(first);

        assertThat(small.enter(new Entry())).isTrue();
    }

    @Test
    void manyThreadsTakeEachNumberOnceAndEachEntryLeavesOnce() throws Exception {
        Set<Long> numbers = ConcurrentHashMap.newKeySet();
        AtomicInteger left = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(4);
        for (int thread = 0; thread < 4; thread++) {
            new Thread(() -> {
                        List<Entry> own = new ArrayList<>();
                        for (int i = 0; i < 20_000; i++) {
                            Entry entry = new Entry();
                            wrong.addAndGet(table.enter(entry) && numbers.add(entry.number()) ? 0 : 1);
                            own.add(entry);
                            if (i % 3 != 0) {
                                Entry one = own.remove(own.size() / 2);
                                wrong.addAndGet(table.find(one.number()) == one ? 0 : 1);
                                left.addAndGet(table.leave(one) ? 1 : 0);
                            }
                        }
                        done.countDown();
                    })
                    .start();
        }

        done.await();

        assertThat(wrong).hasValue(0);
        assertThat(all()).hasSize(4 * 20_000 - left.get());
        assertThat(table.size()).isEqualTo(4 * 20_000 - left.get());
    }
}
