package io.github.stubject.runtime;

import io.github.stubject.proto.SubjectTemplate;

/**
 * Subjects behind {@code _s}, which the caller appends to the subject of a method: what concerns one instance, or all of
 * them. {@code docs/wire-protocol.md} is the specification.
 */
final class ReservedTail {
    /** Stands for every instance; none is named so. */
    static final String ALL = "_all";

    private static final String SEPARATOR = "." + SubjectTemplate.RESERVED_TOKEN + ".";
    private static final String CALL = ".call";
    private static final String CANCEL = SEPARATOR + ALL + ".cancel";

    private ReservedTail() {}

    /** What one instance subscribes to. */
    static String ofInstance(String subject, String instance) {
        return subject + SEPARATOR + instance + ".>";
    }

    /** What every instance subscribes to. */
    static String ofAll(String subject) {
        return subject + SEPARATOR + ALL + ".>";
    }

    /** Where a chosen instance is called. */
    static String call(String subject, String instance) {
        return subject + SEPARATOR + instance + CALL;
    }

    /** Where a call is taken back. */
    static String cancel(String subject) {
        return subject + CANCEL;
    }

    static boolean isCall(String subject) {
        return subject.endsWith(CALL);
    }

    static boolean isCancel(String subject) {
        return subject.endsWith(CANCEL);
    }

    /** The subject before the tail. */
    static String withoutTail(String subject) {
        int tail = subject.lastIndexOf(SEPARATOR);
        return tail < 0 ? subject : subject.substring(0, tail);
    }
}
