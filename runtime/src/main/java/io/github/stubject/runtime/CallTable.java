package io.github.stubject.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries by number, in slots that are found by arithmetic: entering and leaving is a compare-and-set each, and makes no object. No
 * number is given twice, so that what comes late for an entry that has left finds nothing, though its slot has another one.
 *
 * <p>Numbers go round in the slots, past those that are taken, which are half of them at most. When there would be more, a level
 * with twice as many slots is put on top, where entries enter from then on; the older levels stay for those who are still there.
 * It does not shrink. Safe for any thread.
 */
final class CallTable<E extends CallTable.Entry> {
    private static final int LEVEL_BITS = 5;
    private static final int LEVEL_MASK = (1 << LEVEL_BITS) - 1;
    private static final int MOST_LEVELS = 22;
    private static final int LOWEST_SLOTS = 256;

    private final int most;
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong turns = new AtomicLong();
    /** The lowest first; never empty. */
    private volatile List<AtomicReferenceArray<@Nullable E>> levels =
            List.of(new AtomicReferenceArray<@Nullable E>(LOWEST_SLOTS));

    /** @param most how many entries there may be at the same time */
    CallTable(int most) {
        this.most = most;
    }

    /** What can be in a table, once. */
    abstract static class Entry {
        /** Set before others can find it; 0 before that. */
        private long number;

        /** Its number, which it keeps when it has left; 0 before it has entered. */
        final long number() {
            return number;
        }
    }

    /** Enters an entry, which has a number then; whether there was room. */
    boolean enter(E entry) {
        int taken = size.incrementAndGet();
        if (taken > most) {
            size.decrementAndGet();
            return false;
        }
        List<AtomicReferenceArray<@Nullable E>> now = levels;
        if (taken > now.get(now.size() - 1).length() / 2) {
            now = levelsFor(taken);
        }
        int level = now.size() - 1;
        AtomicReferenceArray<@Nullable E> slots = now.get(level);
        long turn;
        do {
            turn = turns.incrementAndGet();
            ((Entry) entry).number = turn << LEVEL_BITS | level;
        } while (!slots.compareAndSet(slot(turn, slots), null, entry));
        return true;
    }

    private synchronized List<AtomicReferenceArray<@Nullable E>> levelsFor(int taken) {
        int top = levels.get(levels.size() - 1).length();
        if (taken > top / 2 && levels.size() < MOST_LEVELS) {
            List<AtomicReferenceArray<@Nullable E>> more = new ArrayList<>(levels);
            more.add(new AtomicReferenceArray<@Nullable E>(top * 2));
            levels = List.copyOf(more);
        }
        return levels;
    }

    private static int slot(long turn, AtomicReferenceArray<?> slots) {
        return (int) turn & slots.length() - 1;
    }

    /** The entry that has this number and has not left; {@code null} if there is none. Any number may be asked for. */
    @Nullable
    E find(long number) {
        AtomicReferenceArray<@Nullable E> slots = levelOf(number);
        if (slots == null) {
            return null;
        }
        E entry = slots.get(slot(number >> LEVEL_BITS, slots));
        return entry != null && entry.number() == number ? entry : null;
    }

    private @Nullable AtomicReferenceArray<@Nullable E> levelOf(long number) {
        int level = (int) number & LEVEL_MASK;
        List<AtomicReferenceArray<@Nullable E>> now = levels;
        return level < now.size() ? now.get(level) : null;
    }

    /** Takes an entry out; whether it was in. */
    boolean leave(E entry) {
        long number = entry.number();
        AtomicReferenceArray<@Nullable E> slots = levelOf(number);
        boolean was = slots != null && slots.compareAndSet(slot(number >> LEVEL_BITS, slots), entry, null);
        if (was) {
            size.decrementAndGet();
        }
        return was;
    }

    /** Takes a place without an entry, even where there is none left. */
    void takePlace() {
        size.incrementAndGet();
    }

    /** Gives such a place back. */
    void givePlaceBack() {
        size.decrementAndGet();
    }

    /** How many places are taken, nearly all by entries. */
    int size() {
        return size.get();
    }

    /** Shows all that are there all the while, and perhaps some of those that enter or leave meanwhile. */
    void forEach(Consumer<? super E> action) {
        for (AtomicReferenceArray<@Nullable E> slots : levels) {
            for (int i = 0; i < slots.length(); i++) {
                E entry = slots.get(i);
                if (entry != null) {
                    action.accept(entry);
                }
            }
        }
    }
}
