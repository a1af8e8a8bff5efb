package io.github.stubject.generator.internal.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A set of numbers, as ranges: a message may reserve half a billion. */
record Numbers(List<Range> ranges) {
    Numbers {
        ranges = List.copyOf(ranges);
    }

    /** From one number to another, both included. */
    record Range(long first, long last) {
        private List<Range> without(Range other) {
            List<Range> rest = new ArrayList<>();
            if (first < other.first) {
                rest.add(new Range(first, Math.min(last, other.first - 1)));
            }
            if (last > other.last) {
                rest.add(new Range(Math.max(first, other.last + 1), last));
            }
            return rest;
        }

        @Override
        public String toString() {
            return first == last ? String.valueOf(first) : first + " to " + last;
        }
    }

    Numbers without(Numbers others) {
        List<Range> rest = ranges;
        for (Range other : others.ranges) {
            rest = rest.stream().flatMap(range -> range.without(other).stream()).toList();
        }
        return new Numbers(rest);
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(", "));
    }
}
