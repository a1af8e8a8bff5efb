package io.github.stubject.generator.internal.permissions;

import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.MethodKind;
import io.github.stubject.generator.internal.model.MethodModel;
import io.github.stubject.generator.internal.model.ServiceModel;
import java.util.ArrayList;
import java.util.List;

/** What an account exports, so that others can use a service, and what these import. */
final class AccountRoles {
    /** Stands for an account whose name the schema does not know. */
    static final String ACCOUNT = "EXPORTER";

    private final ServiceModel service;
    private final Subjects subjects;

    AccountRoles(ServiceModel service, Subjects subjects) {
        this.service = service;
        this.subjects = subjects;
    }

    private record Share(String kind, String subject, String settings, String comment) {
        Entry exported() {
            return new Entry("{ " + kind + ": " + Entry.quoted(subject) + settings + " }", comment, false);
        }

        Entry imported() {
            return new Entry(
                    "{ " + kind + ": { account: " + ACCOUNT + ", subject: " + Entry.quoted(subject) + " } }",
                    comment,
                    false);
        }
    }

    Block exporter() {
        List<Entry> entries = new ArrayList<>();
        shares().forEach(share -> entries.add(share.exported()));
        if (service.hasCalls()) {
            entries.add(discovery().exported().asOption());
        }
        return new Block(0).list("exports", entries);
    }

    Block importer() {
        List<Entry> entries = new ArrayList<>();
        shares().forEach(share -> entries.add(share.imported()));
        if (service.hasCalls()) {
            entries.add(discovery().imported().asOption());
        }
        return new Block(0).list("imports", entries);
    }

    private List<Share> shares() {
        List<Share> shares = new ArrayList<>();
        service.methods().forEach(method -> addShares(method, shares));
        for (EventModel event : service.events()) {
            String name = event.protoName() + ": events";
            shares.add(new Share(
                    "stream",
                    subjects.of(event),
                    "",
                    event.durable() == null ? name : name + ", for SubscribeOptions.withoutStored"));
        }
        return shares;
    }

    private void addShares(MethodModel method, List<Share> shares) {
        String name = method.protoName();
        String threshold = Times.needsThreshold(method)
                ? ", threshold: \"" + Times.inMinutes(Times.timeoutMillis(method)) + "\""
                : "";
        if (method.kind() == MethodKind.UNARY) {
            boolean many = !CallRoles.hasGroup(method);
            shares.add(new Share(
                    "service",
                    subjects.of(method),
                    (many ? ", response: stream" : "") + threshold,
                    name + ": calls" + (many ? ", which every instance answers" : "")));
            shares.add(new Share("service", subjects.tail(method), threshold, name + ": calls of a chosen instance"));
        } else {
            shares.add(new Share("service", subjects.of(method), ", response: stream" + threshold, name + ": calls"));
            // Each apart, as what overlaps would arrive twice: a chosen instance answers with a stream, the others do
            // not.
            shares.add(new Share(
                    "service",
                    subjects.chosen(method),
                    ", response: stream" + threshold,
                    name + ": calls of a chosen instance"));
            shares.add(new Share("service", subjects.frames(method), "", name + ": what clients send into streams"));
            shares.add(new Share("service", subjects.beats(method), "", name + ": beats"));
            shares.add(new Share("service", subjects.cancels(method), "", name + ": cancels"));
        }
    }

    private static Share discovery() {
        return new Share("service", Subjects.DISCOVERY, ", response: stream", "discovery");
    }
}
