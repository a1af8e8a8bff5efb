package io.github.stubject.runtime.discovery;

import java.util.Locale;

/** What can be asked, and how the subjects and types of the specification (ADR-32) name it. For the runtime. */
public enum Verb {
    /** Who is there? */
    PING,
    /** What do you serve? */
    INFO,
    /** What have you done? */
    STATS;

    /** Where everybody is asked. */
    public String subject() {
        return "$SRV." + name();
    }

    /** Where all instances of a service are asked. */
    public String subject(String service) {
        return subject() + "." + service;
    }

    /** Where one instance is asked. */
    public String subject(String service, String id) {
        return subject(service) + "." + id;
    }

    /** The {@code type} of an answer. */
    public String type() {
        return "io.nats.micro.v1." + name().toLowerCase(Locale.ROOT) + "_response";
    }
}
