package io.github.stubject.generator.permissions;

/** What somebody does with a service. */
public enum Role {
    /** A user that calls its methods. */
    CLIENT,
    /** A user that serves its methods. */
    SERVICE,
    /** A user that publishes its events. */
    PUBLISHER,
    /** A user that listens to its events. */
    SUBSCRIBER,
    /** An account whose users serve it, and publish its events, for other accounts. */
    EXPORTER,
    /** An account whose users call it, and listen to its core events, in another account. */
    IMPORTER
}
