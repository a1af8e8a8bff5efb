package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.generator.check.Affected;
import io.github.stubject.generator.check.Rule;
import io.github.stubject.generator.internal.model.MethodKind;
import io.github.stubject.generator.internal.model.MethodModel;
import io.github.stubject.generator.internal.reader.CallSettings;
import io.github.stubject.generator.internal.reader.Events;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What methods are, and how they are called. */
final class MethodRules {
    private static final long DEFAULT_TIMEOUT = 5_000;

    private final Report report;

    MethodRules(Report report) {
        this.report = report;
    }

    void removed(MethodDescriptor was, ServiceDescriptor from) {
        String what = Events.isEvent(was)
                ? "is gone: those who listen get it no more, and those who publish it are not heard"
                : "is gone: calls of it find nobody";
        report.add(Rule.METHOD_REMOVED, Element.gone(was, from), what, affectedByRemoval(was));
    }

    static Set<Affected> affectedByRemoval(MethodDescriptor was) {
        return Events.isEvent(was) ? Way.bothSides(was) : EnumSet.of(Affected.OLD_CLIENTS);
    }

    void compare(MethodDescriptor was, MethodDescriptor now) {
        if (!was.getName().equals(now.getName())) {
            compareNames(was, now);
        }
        if (Events.isEvent(was) != Events.isEvent(now)) {
            Set<Affected> breaks = Way.bothSides(was);
            breaks.addAll(Way.bothSides(now));
            report.add(
                    Rule.CALL_EVENT_CHANGED,
                    Element.of(was, now),
                    Events.isEvent(now) ? "was a call, and is an event" : "was an event, and is a call",
                    breaks);
            return;
        }
        if (kind(was) != kind(now)) {
            report.add(
                    Rule.STREAMING_CHANGED,
                    Element.of(was, now),
                    "was " + shown(kind(was)) + ", and is " + shown(kind(now)),
                    Way.bothSides(was));
        }
        if (!Events.isEvent(was)) {
            compareCalls(was, now);
        }
    }

    private void compareNames(MethodDescriptor was, MethodDescriptor now) {
        boolean durable = Events.durable(was) != null;
        report.add(
                Rule.METHOD_RENAMED,
                Element.of(was, now),
                "was " + was.getName() + " on the same subject"
                        + (durable ? "; consumers that are named after it begin anew" : ""),
                durable
                        ? EnumSet.of(Affected.OLD_LISTENERS, Affected.STORED_EVENTS)
                        : EnumSet.of(Affected.DISCOVERY_USERS));
    }

    private void compareCalls(MethodDescriptor was, MethodDescriptor now) {
        String groupWas = Objects.requireNonNullElse(CallSettings.queueGroup(was), MethodModel.DEFAULT_QUEUE_GROUP);
        String groupNow = Objects.requireNonNullElse(CallSettings.queueGroup(now), MethodModel.DEFAULT_QUEUE_GROUP);
        if (!groupWas.equals(groupNow)) {
            report.add(
                    Rule.QUEUE_GROUP_CHANGED,
                    Element.of(was, now),
                    "had " + shownGroup(groupWas) + ", and has " + shownGroup(groupNow)
                            + ": while instances of both kinds run, each request is run by one of each kind",
                    EnumSet.of(Affected.OLD_CLIENTS, Affected.OLD_SERVICES));
        }
        Long timeoutWas = timeout(was);
        Long timeoutNow = timeout(now);
        // What changes its kind has no time to compare.
        if (kind(was) == kind(now) && timeoutNow != null && (timeoutWas == null || timeoutNow < timeoutWas)) {
            report.add(
                    Rule.TIMEOUT_SHORTENED,
                    Element.of(was, now),
                    "was waited for " + (timeoutWas == null ? "without end" : timeoutWas + " ms") + ", and is for "
                            + timeoutNow + " ms",
                    EnumSet.of(Affected.OLD_SERVICES));
        }
        if (CallSettings.isIdempotent(was) && !CallSettings.isIdempotent(now)) {
            report.add(
                    Rule.IDEMPOTENCY_REMOVED,
                    Element.of(was, now),
                    "was " + was.getOptions().getIdempotencyLevel() + ", and says nothing now",
                    EnumSet.of(Affected.OLD_CLIENTS));
        }
    }

    private static MethodKind kind(MethodDescriptor method) {
        return MethodKind.of(method.isClientStreaming(), method.isServerStreaming());
    }

    private static String shown(MethodKind kind) {
        return switch (kind) {
            case UNARY -> "unary";
            case SERVER_STREAMING -> "a stream of responses";
            case CLIENT_STREAMING -> "a stream of requests";
            case BIDI_STREAMING -> "streams both ways";
        };
    }

    private static String shownGroup(String group) {
        return group.equals(MethodModel.NO_QUEUE_GROUP) ? "no queue group" : "queue group \"" + group + "\"";
    }

    /** How long clients wait; {@code null} for as long as both sides want. */
    private static @Nullable Long timeout(MethodDescriptor method) {
        Long millis = CallSettings.timeoutMillis(method);
        return millis == null && kind(method) == MethodKind.UNARY ? (Long) DEFAULT_TIMEOUT : millis;
    }
}
