package io.github.stubject.generator.internal.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What JSON and YAML have in common. */
public sealed interface Node {
    /** A string. */
    record Text(String value) implements Node {}

    /** An integer. */
    record Whole(long value) implements Node {}

    /** A boolean. */
    record Flag(boolean value) implements Node {}

    /** Nothing, said explicitly. */
    record Null() implements Node {}

    /** A list. */
    record Sequence(List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        public static Sequence of(Node... items) {
            return new Sequence(List.of(items));
        }

        public static Sequence ofTexts(Collection<String> texts) {
            return new Sequence(new ArrayList<>(texts.stream().map(Text::new).toList()));
        }
    }

    /** Names and what they stand for, in the order in which they were put there. */
    final class Mapping implements Node {
        private final Map<String, Node> entries = new LinkedHashMap<>();

        public Mapping put(String name, Node value) {
            entries.put(name, value);
            return this;
        }

        public Mapping put(String name, String value) {
            return put(name, new Text(value));
        }

        public Mapping put(String name, long value) {
            return put(name, new Whole(value));
        }

        public Mapping put(String name, boolean value) {
            return put(name, new Flag(value));
        }

        /** Leaves out what says nothing. */
        public Mapping putIfSaid(String name, String value) {
            return value.isEmpty() ? this : put(name, value);
        }

        /** Leaves out what is no surprise. */
        public Mapping putIfTrue(String name, boolean value) {
            return value ? put(name, true) : this;
        }

        /** Leaves out what has nothing in it. */
        public Mapping putIfFilled(String name, Mapping value) {
            return value.entries.isEmpty() ? this : put(name, value);
        }

        public Map<String, Node> entries() {
            return Collections.unmodifiableMap(entries);
        }

        /** What stands somewhere else in the document, by its place. */
        public static Mapping reference(String... path) {
            StringBuilder pointer = new StringBuilder("#");
            for (String step : path) {
                pointer.append('/').append(step);
            }
            return new Mapping().put("$ref", pointer.toString());
        }
    }
}
