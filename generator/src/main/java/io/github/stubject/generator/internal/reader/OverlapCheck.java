package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.github.stubject.proto.DurableOptions;
import io.github.stubject.proto.SubjectTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that no message could reach two methods, of one service or of two. */
final class OverlapCheck {
    private final Problems problems;

    private OverlapCheck(Problems problems) {
        this.problems = problems;
    }

    private record Endpoint(MethodDescriptor method, SubjectTemplate subject) {
        /** Nobody sends to the reserved tail of an event, so two of them may overlap there. */
        boolean canMeet(Endpoint other) {
            boolean events = Events.isEvent(method) && Events.isEvent(other.method);
            return events ? subject.overlaps(other.subject) : subject.canMeet(other.subject);
        }
    }

    static void check(Map<MethodDescriptor, SubjectTemplate> subjects, Problems problems) {
        List<Endpoint> endpoints = new ArrayList<>();
        subjects.forEach((method, subject) -> endpoints.add(new Endpoint(method, Events.onTheWire(method, subject))));
        new OverlapCheck(problems).check(endpoints);
    }

    /** Subjects without parameters meet only if they are equal: most are such, and schemas can be large. */
    private void check(List<Endpoint> endpoints) {
        Map<SubjectTemplate, Endpoint> fixed = new HashMap<>();
        List<Endpoint> open = new ArrayList<>();
        List<Endpoint> seen = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            if (endpoint.subject().parameters().isEmpty()) {
                Endpoint first = fixed.putIfAbsent(endpoint.subject(), endpoint);
                if (first != null) {
                    report(first, endpoint);
                }
                reportMeeting(open, endpoint);
            } else {
                reportMeeting(seen, endpoint);
                open.add(endpoint);
            }
            seen.add(endpoint);
        }
    }

    private void reportMeeting(List<Endpoint> earlier, Endpoint endpoint) {
        earlier.stream().filter(other -> other.canMeet(endpoint)).forEach(other -> report(other, endpoint));
    }

    private void report(Endpoint first, Endpoint second) {
        if (MethodNames.clash(first.method(), second.method())) {
            return; // reported with the fix that helps: to rename one
        }
        String clash = clash(second.subject(), first.subject());
        problems.error(
                Place.of(second.method()),
                "method " + second.method().getFullName() + ": subject \"" + second.subject() + "\" " + clash
                        + first.method().getFullName() + " (" + problems.show(Place.of(first.method()))
                        + "), so " + consequence(first.method(), second.method())
                        + "; give one of them another subject with option (stubject.method).subject");
    }

    private static String consequence(MethodDescriptor a, MethodDescriptor b) {
        boolean calls = !Events.isEvent(a) || !Events.isEvent(b);
        DurableOptions durable = Events.durable(a) == null ? Events.durable(b) : Events.durable(a);
        if (durable != null && calls) {
            return "stream " + durable.getStream() + " would answer the call in the service's place";
        }
        return (Events.isEvent(a) || Events.isEvent(b) ? "one message" : "one request") + " could reach both";
    }

    private static String clash(SubjectTemplate subject, SubjectTemplate other) {
        if (subject.equals(other)) {
            return "is also that of method ";
        }
        int length = subject.tokens().size();
        int otherLength = other.tokens().size();
        if (length == otherLength) {
            return "can meet \"" + other + "\" of method ";
        }
        // Every subject has a tail for what concerns one instance; a parameter can stand where its token _s is.
        return length > otherLength
                ? "can meet \"" + tail(other) + "\", the reserved tail of method "
                : "has the reserved tail \"" + tail(subject) + "\", which can meet \"" + other + "\" of method ";
    }

    private static String tail(SubjectTemplate subject) {
        return subject + "." + SubjectTemplate.RESERVED_TOKEN + ".>";
    }
}
