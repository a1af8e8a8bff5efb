package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.github.stubject.generator.check.Affected;
import io.github.stubject.generator.check.Rule;
import io.github.stubject.generator.internal.reader.Events;
import io.github.stubject.proto.DurableOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How streams keep events. */
final class EventRules {
    private final Report report;

    EventRules(Report report) {
        this.report = report;
    }

    void compare(MethodDescriptor was, MethodDescriptor now) {
        if (!Events.isEvent(was) || !Events.isEvent(now)) {
            return;
        }
        DurableOptions durableWas = Events.durable(was);
        DurableOptions durableNow = Events.durable(now);
        if (durableWas == null || durableNow == null) {
            compareDurability(was, durableWas, now, durableNow);
            return;
        }
        Event before = new Event(was, durableWas);
        Event after = new Event(now, durableNow);
        compareStreams(before, after);
        compareIds(before, after);
        compareKeys(before, after);
    }

    private void compareDurability(
            MethodDescriptor was,
            @Nullable DurableOptions durableWas,
            MethodDescriptor now,
            @Nullable DurableOptions durableNow) {
        String what;
        if (durableNow != null) {
            what = "was kept by no stream, and is by \"" + durableNow.getStream()
                    + "\": what old publishers publish is not acknowledged to them";
        } else if (durableWas != null) {
            what = "was kept by stream \"" + durableWas.getStream() + "\", and is by none";
        } else {
            return;
        }
        Set<Affected> breaks = Way.bothSides(was);
        breaks.addAll(Way.bothSides(now));
        report.add(Rule.EVENT_DURABILITY_CHANGED, Element.of(was, now), what, breaks);
    }

    private record Event(MethodDescriptor method, DurableOptions durable) {
        List<Integer> messageId() {
            return durable.hasMessageId() ? numbers(durable.getMessageId()) : List.of();
        }

        List<Integer> key() {
            return durable.hasKey() ? numbers(durable.getKey()) : List.of();
        }

        private List<Integer> numbers(String path) {
            return FieldPath.of(method.getInputType(), path).numbers();
        }
    }

    private void compareStreams(Event was, Event now) {
        if (!was.durable.getStream().equals(now.durable.getStream())) {
            add(
                    Rule.EVENT_STREAM_CHANGED,
                    was,
                    now,
                    "was kept by stream \"" + was.durable.getStream() + "\", and is by \"" + now.durable.getStream()
                            + "\"; both cannot have its subject",
                    Way.bothSides(was.method));
        }
    }

    private void compareIds(Event was, Event now) {
        if (!was.messageId().equals(now.messageId())) {
            add(
                    Rule.MESSAGE_ID_CHANGED,
                    was,
                    now,
                    "had " + shown("message_id", was.durable.getMessageId()) + ", and has "
                            + shown("message_id", now.durable.getMessageId())
                            + ": an event that is published by old and new is stored twice, or one of two is not stored",
                    EnumSet.of(Affected.OLD_PUBLISHERS, Affected.STORED_EVENTS));
        }
    }

    private void compareKeys(Event was, Event now) {
        if (!was.key().equals(now.key())) {
            add(
                    Rule.EVENT_KEY_CHANGED,
                    was,
                    now,
                    "had " + shown("key", was.durable.getKey()) + ", and has " + shown("key", now.durable.getKey())
                            + (was.key().isEmpty() || now.key().isEmpty()
                                    ? ": its subject has a token more, or less"
                                    : ": events go to other partitions than those that belong with them"),
                    Way.bothSides(was.method));
        } else if (was.durable.getPartitions() != now.durable.getPartitions()) {
            add(
                    Rule.PARTITIONS_CHANGED,
                    was,
                    now,
                    "had " + was.durable.getPartitions() + " partitions, and has " + now.durable.getPartitions()
                            + ": keys go to other partitions, and what is stored stays where it is",
                    Way.bothSides(was.method));
        }
    }

    private static String shown(String option, String path) {
        return path.isEmpty() ? "no " + option : option + " \"" + path + "\"";
    }

    private void add(Rule rule, Event was, Event now, String what, Set<Affected> breaks) {
        report.add(rule, Element.of(was.method, now.method), what, breaks);
    }
}
