package io.github.stubject.generator.internal.permissions;

import io.github.stubject.generator.internal.model.DurableModel;
import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.ServiceModel;
import io.github.stubject.generator.permissions.PermissionsRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What users need that publish the events of a service, and that listen to them. */
final class EventRoles {
    private final ServiceModel service;
    private final Subjects subjects;
    private final @Nullable String queueGroup;
    private final Consumers consumers;

    EventRoles(ServiceModel service, Subjects subjects, PermissionsRequest request) {
        this.service = service;
        this.subjects = subjects;
        this.queueGroup = request.queueGroup();
        this.consumers = new Consumers(service, subjects, request);
    }

    Block publisher() {
        List<Entry> publish = new ArrayList<>();
        Set<String> streams = new LinkedHashSet<>();
        for (EventModel event : service.events()) {
            boolean partitions = Subjects.partitions(event) > 0;
            publish.add(Entry.of(
                    subjects.of(event), event.protoName() + ": events" + (partitions ? ", in any partition" : "")));
            if (event.durable() != null) {
                streams.add(subjects.stream(event.durable()));
            }
        }
        for (String stream : streams) {
            publish.add(Entry.of(
                    "$JS.API.STREAM.INFO." + stream,
                    "stream " + stream + ": why publishing fails, and how long it may be tried again"));
            String preparing = "stream " + stream + ": only to prepare it with Setup.";
            publish.add(Entry.of("$JS.API.STREAM.CREATE." + stream, preparing + "CREATE or UPDATE")
                    .asOption());
            publish.add(Entry.of("$JS.API.STREAM.UPDATE." + stream, preparing + "UPDATE")
                    .asOption());
        }
        String answers = streams.isEmpty() ? "answers, which every client awaits; core events have none" : "acks";
        return new Block(0)
                .line("permissions: {")
                .lines(new Block(1)
                        .list("publish", publish)
                        .list("subscribe", List.of(Entry.of(subjects.inboxes(), answers))))
                .line("}");
    }

    Block subscriber() {
        Set<Entry> publish = new LinkedHashSet<>(); // events of one stream ask the same of it
        List<Entry> subscribe = new ArrayList<>();
        for (EventModel event : service.events()) {
            DurableModel durable = event.durable();
            Entry asCore = Entry.of(
                    subjects.of(event) + (queueGroup == null ? "" : " " + queueGroup), event.protoName() + ": events");
            if (durable == null) {
                subscribe.add(asCore);
            } else {
                publish.addAll(consumers.of(event, durable));
                subscribe.add(
                        new Entry(asCore.value(), asCore.comment() + ", for SubscribeOptions.withoutStored", false)
                                .asOption());
            }
        }
        Block permissions = new Block(1);
        if (publish.isEmpty()) {
            permissions.line("publish: { deny: \">\" }");
        } else {
            subscribe.add(Entry.of(subjects.inboxes(), "durable events, and JetStream's answers"));
            permissions.list("publish", List.copyOf(publish));
        }
        subscribe.add(Entry.of(Subjects.DISCOVERY, "discovery"));
        return new Block(0)
                .line("permissions: {")
                .lines(permissions.list("subscribe", subscribe))
                .line("}");
    }
}
