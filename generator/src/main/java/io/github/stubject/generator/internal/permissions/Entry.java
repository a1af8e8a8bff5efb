package io.github.stubject.generator.internal.permissions;

/**
 * A line of a list in nats-server's configuration.
 *
 * @param value as it is written there
 * @param comment what it is for
 * @param optional whether it is printed as a comment, for those who want it
 */
record Entry(String value, String comment, boolean optional) {
    /** A subject. */
    static Entry of(String subject, String comment) {
        return new Entry(quoted(subject), comment, false);
    }

    /** The same for those who want it. */
    Entry asOption() {
        return new Entry(value, "optional: " + comment, true);
    }

    /** A text of the configuration: what it escapes is allowed in subjects. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
