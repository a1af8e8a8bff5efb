package io.github.stubject.it.permitted;

import io.github.stubject.generator.permissions.PermissionsRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of how services are used: to the printer of permissions, and to the runtime. */
enum Wishes {
    /** The defaults, and a consumer, which listeners of durable events must have. */
    NOTHING_SAID(null, null, "_INBOX", null, null),

    /** Everything, for a customer who acts for herself only. */
    ALL_SAID("staging.eu", "alice", "_INBOX_alice", "workers", "dead");

    final @Nullable String prefix;
    final @Nullable String customer;
    final String inbox;
    final @Nullable String queueGroup;
    final @Nullable String deadLetters;

    Wishes(
            @Nullable String prefix,
            @Nullable String customer,
            String inbox,
            @Nullable String queueGroup,
            @Nullable String deadLetters) {
        this.prefix = prefix;
        this.customer = customer;
        this.inbox = inbox;
        this.queueGroup = queueGroup;
        this.deadLetters = deadLetters;
    }

    PermissionsRequest.Builder of(PermissionsRequest.Builder request) {
        if (customer != null) {
            request.parameter("customer", customer);
        }
        return request.prefix(prefix)
                .inboxPrefix(inbox)
                .consumer("billing")
                .queueGroup(queueGroup)
                .deadLetters(deadLetters);
    }

    /** Somebody who may be acted for. */
    String somebody() {
        return customer == null ? "carol" : customer;
    }

    /** What the runtime makes of a subject. */
    String subject(String subject) {
        return prefix == null ? subject : prefix + "." + subject;
    }

    List<String> subjects(List<String> subjects) {
        return subjects.stream().map(this::subject).toList();
    }

    /** What the runtime makes of the name of a stream. */
    String stream(String name) {
        return prefix == null ? name : "staging_eu_" + name;
    }
}
