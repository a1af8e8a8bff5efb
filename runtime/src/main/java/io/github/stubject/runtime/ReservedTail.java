package io.github.stubject.runtime;

import io.github.stubject.proto.SubjectTemplate;
import org.jspecify.annotations.Nullable;

/**
 * Subjects behind {@code _s}, which the caller appends to the subject of a method: what concerns one instance, or all of
 * them. {@code docs/wire-protocol.md} is the specification.
 */
final class ReservedTail {
    /** Stands for every instance; none is named so. */
    static final String ALL = "_all";

    private static final String SEPARATOR = "." + SubjectTemplate.RESERVED_TOKEN + ".";
    private static final String CALL = ".call";
    private static final String BEAT = ".beat";
    private static final String STREAM = ".stream.";
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

    /** Where an instance gets beats. */
    static String beat(String subject, String instance) {
        return subject + SEPARATOR + instance + BEAT;
    }

    /** Whether this is where an instance gets beats. */
    static boolean isBeat(String subject, String instance) {
        return subject.endsWith(SEPARATOR + instance + BEAT);
    }

    /** Where a stream gets its client's frames. */
    static String stream(String subject, String instance, String slot) {
        return subject + SEPARATOR + instance + STREAM + slot;
    }

    /** Where a call is taken back. */
    static String cancel(String subject) {
        return subject + CANCEL;
    }

    /**
     * Which subject was called, if this is where a chosen instance is called; else {@code null}. The whole rest has to be a
     * subject of the method: a caller may write behind the tail what it likes, and must not get at a subject that it may
     * not publish on.
     */
    static @Nullable String calledBy(String subject, SubjectTemplate method, String instance) {
        return before(SEPARATOR + instance + CALL, subject, method);
    }

    /** The subject of the calls that may be taken back there; {@code null} as above. */
    static @Nullable String cancelledBy(String subject, SubjectTemplate method) {
        return before(CANCEL, subject, method);
    }

    private static @Nullable String before(String tail, String subject, SubjectTemplate method) {
        if (!subject.endsWith(tail)) {
            return null;
        }
        String called = subject.substring(0, subject.length() - tail.length());
        return method.match(called) == null ? null : called;
    }
}
