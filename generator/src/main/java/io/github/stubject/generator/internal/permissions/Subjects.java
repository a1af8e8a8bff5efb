package io.github.stubject.generator.internal.permissions;

import io.github.stubject.generator.internal.model.DurableModel;
import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.MethodModel;
import io.github.stubject.generator.permissions.PermissionsRequest;
import io.github.stubject.proto.SubjectTemplate;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What subjects and names become on the wire: behind the prefix, with fixed values and {@code *} for the others. */
final class Subjects {
    static final String DISCOVERY = "$SRV.>";

    private static final String DEFAULT_INBOX = "_INBOX";

    private final @Nullable String prefix;
    private final Map<String, String> parameters;
    private final String inbox;

    Subjects(PermissionsRequest request) {
        prefix = request.prefix();
        parameters = request.parameters();
        inbox = Objects.requireNonNullElse(request.inboxPrefix(), DEFAULT_INBOX);
    }

    String of(MethodModel method) {
        return pattern(method.subject());
    }

    /** All that concerns one instance, or each of them. */
    String tail(MethodModel method) {
        return tail(method, ">");
    }

    /** Where calls of a chosen instance go, whichever it is. */
    String chosen(MethodModel method) {
        return tail(method, "*.call");
    }

    String frames(MethodModel method) {
        return tail(method, "*.stream.*");
    }

    String beats(MethodModel method) {
        return tail(method, "*.beat");
    }

    String cancels(MethodModel method) {
        return tail(method, "_all.cancel");
    }

    private String tail(MethodModel method, String end) {
        return of(method) + "." + SubjectTemplate.RESERVED_TOKEN + "." + end;
    }

    /** With {@code *} for the partition if there are some. */
    String of(EventModel event) {
        return partitions(event) == 0 ? pattern(event.subject()) : pattern(event.subject()) + ".*";
    }

    String of(EventModel event, int partition) {
        return pattern(event.subject()) + "." + partition;
    }

    static int partitions(EventModel event) {
        return event.durable() == null ? 0 : event.durable().partitions();
    }

    String stream(DurableModel durable) {
        return durable.stream(prefix);
    }

    /** A subject that no schema declares, behind the prefix. */
    String behindPrefix(String subject) {
        return prefix == null ? subject : prefix + "." + subject;
    }

    String inboxes() {
        return inbox + ".>";
    }

    static boolean hasParameter(String subject, String path) {
        return SubjectTemplate.parse(subject).parameters().contains(path);
    }

    private String pattern(String subject) {
        String pattern = SubjectTemplate.parse(subject).render(path -> parameters.getOrDefault(path, "*"));
        return behindPrefix(pattern);
    }
}
