package io.github.stubject.generator.internal.permissions;

import io.github.stubject.generator.internal.model.MethodKind;
import io.github.stubject.generator.internal.model.MethodModel;
import io.github.stubject.generator.internal.model.ServiceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What users need that call a service, and that serve it. */
final class CallRoles {
    private final ServiceModel service;
    private final Subjects subjects;

    CallRoles(ServiceModel service, Subjects subjects) {
        this.service = service;
        this.subjects = subjects;
    }

    Block client() {
        List<Entry> publish = new ArrayList<>();
        for (MethodModel method : service.methods()) {
            String name = method.protoName();
            publish.add(Entry.of(subjects.of(method), name + ": calls"));
            if (isUnary(method)) {
                publish.add(Entry.of(subjects.chosen(method), name + ": calls of a chosen instance"));
                publish.add(Entry.of(subjects.cancels(method), name + ": cancels"));
            } else {
                publish.add(Entry.of(
                        subjects.tail(method),
                        name + ": what goes into streams, beats, cancels, and calls of a chosen instance"));
            }
        }
        publish.add(Entry.of(Subjects.DISCOVERY, "discovery, and what errors say of a service that is missing"));
        return new Block(0)
                .line("permissions: {")
                .lines(new Block(1)
                        .list("publish", publish)
                        .list("subscribe", List.of(Entry.of(subjects.inboxes(), "answers"))))
                .line("}");
    }

    Block service() {
        List<Entry> subscribe = new ArrayList<>();
        for (MethodModel method : service.methods()) {
            String name = method.protoName();
            subscribe.add(Entry.of(subjects.of(method) + group(method), name + ": calls" + inGroup(method)));
            subscribe.add(Entry.of(
                    subjects.tail(method),
                    name + ": calls of a chosen instance, "
                            + (isUnary(method)
                                    ? "and cancels"
                                    : "what clients send into streams, beats, and cancels")));
        }
        subscribe.add(Entry.of(Subjects.DISCOVERY, "discovery"));
        subscribe.add(Entry.of(subjects.inboxes(), "answers to the questions of the host")
                .asOption());
        List<Entry> publish = new ArrayList<>();
        boolean streams = service.methods().stream().anyMatch(method -> !isUnary(method));
        if (streams) {
            publish.add(Entry.of(subjects.inboxes(), "what goes to clients, wherever their inboxes are"));
            publish.add(
                    Entry.of("_R_.>", "what goes to clients in other accounts").asOption());
        }
        publish.add(Entry.of("$SRV.STATS.>", "whether others are there, before an overloaded host leaves its group")
                .asOption());
        publish.add(Entry.of("$JS.API.STREAM.NAMES", "which streams capture calls, at the start where JetStream is")
                .asOption());
        publish.add(Entry.of("$JS.API.STREAM.INFO.*", "the same").asOption());
        Block permissions = new Block(1).list("subscribe", subscribe).list("publish", publish);
        if (!streams) {
            permissions.line("allow_responses: { max: 2, expires: \"" + expiry() + "\" }  # an answer and its cancel; "
                    + "calls that may take longer need more");
        }
        return new Block(0).line("permissions: {").lines(permissions).line("}");
    }

    /** It covers the longest time that the schema gives a call. */
    private String expiry() {
        long longest =
                service.methods().stream().mapToLong(Times::timeoutMillis).max().orElse(0);
        return Times.inMinutes(longest);
    }

    static boolean isUnary(MethodModel method) {
        return method.kind() == MethodKind.UNARY;
    }

    /** A method without one takes part as a plain subscriber. */
    static boolean hasGroup(MethodModel method) {
        return !MethodModel.NO_QUEUE_GROUP.equals(method.queueGroup());
    }

    private static String group(MethodModel method) {
        return hasGroup(method)
                ? " " + Objects.requireNonNullElse(method.queueGroup(), MethodModel.DEFAULT_QUEUE_GROUP)
                : "";
    }

    private static String inGroup(MethodModel method) {
        return hasGroup(method) ? ", in the method's queue group" : ", which every instance answers";
    }
}
