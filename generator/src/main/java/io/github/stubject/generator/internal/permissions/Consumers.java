package io.github.stubject.generator.internal.permissions;

import io.github.stubject.generator.internal.model.DurableModel;
import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.ServiceModel;
import io.github.stubject.generator.permissions.PermissionsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a listener of durable events asks of JetStream: about the stream, and about its consumers. */
final class Consumers {
    /** Stands for a name that nobody has said. */
    static final String UNNAMED = "CONSUMER";

    private final String service;
    private final Subjects subjects;
    private final String consumer;
    private final @Nullable String deadLetters;

    Consumers(ServiceModel service, Subjects subjects, PermissionsRequest request) {
        this.service = service.fullName().substring(service.fullName().lastIndexOf('.') + 1);
        this.subjects = subjects;
        this.consumer = Objects.requireNonNullElse(request.consumer(), UNNAMED);
        this.deadLetters = request.deadLetters();
    }

    List<Entry> of(EventModel event, DurableModel durable) {
        String name = event.protoName();
        String stream = subjects.stream(durable);
        List<Entry> entries = new ArrayList<>();
        entries.add(Entry.of("$JS.API.STREAM.INFO." + stream, "stream " + stream + ": whether it keeps the events"));
        if (deadLetters != null) {
            entries.add(Entry.of("$JS.API.STREAM.NAMES", "whether a stream keeps dead letters"));
        }
        String base = consumer + "_" + service + "_" + name;
        int partitions = Subjects.partitions(event);
        if (partitions == 0) {
            entries.addAll(consumer(name, stream, base, subjects.of(event)));
            return entries;
        }
        for (int i = 0; i < partitions; i++) {
            entries.addAll(consumer(name + ", partition " + i, stream, base + "_" + i, subjects.of(event, i)));
        }
        // One consumer for all, where the listener does not ask for order.
        consumer(name + " without inOrder()", stream, base, subjects.of(event))
                .forEach(entry -> entries.add(entry.asOption()));
        return entries;
    }

    private List<Entry> consumer(String what, String stream, String consumer, String filter) {
        List<Entry> entries = new ArrayList<>();
        String of = stream + "." + consumer;
        entries.add(Entry.of("$JS.API.CONSUMER.INFO." + of, what + ": its consumer"));
        entries.add(Entry.of("$JS.API.CONSUMER.CREATE." + of + "." + filter, what + ": not with Setup.CHECK"));
        entries.add(Entry.of("$JS.API.CONSUMER.MSG.NEXT." + of, what + ": to get events"));
        entries.add(Entry.of("$JS.ACK." + of + ".>", what + ": acks"));
        if (deadLetters != null) {
            entries.add(Entry.of(subjects.behindPrefix(deadLetters) + "." + consumer, what + ": dead letters"));
        }
        return entries;
    }
}
