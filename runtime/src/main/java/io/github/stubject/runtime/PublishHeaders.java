package io.github.stubject.runtime;

import org.jspecify.annotations.Nullable;

/** What JetStream is to know of an event beside its message, in the headers that it looks at. */
final class PublishHeaders {
    private static final String MESSAGE_ID = "Nats-Msg-Id";
    private static final String STREAM = "Nats-Expected-Stream";
    private static final String SEQUENCE = "Nats-Expected-Last-Sequence";
    private static final String SUBJECT_SEQUENCE = "Nats-Expected-Last-Subject-Sequence";
    private static final String LAST_ID = "Nats-Expected-Last-Msg-Id";

    private PublishHeaders() {}

    /** Adds them. */
    static void write(LazyHeaders wire, String messageId, String stream, PublishOptions.Expected expected) {
        wire.put(MESSAGE_ID, messageId);
        wire.put(STREAM, stream);
        put(wire, SEQUENCE, expected.sequence());
        put(wire, SUBJECT_SEQUENCE, expected.subjectSequence());
        put(wire, LAST_ID, expected.messageId());
    }

    private static void put(LazyHeaders wire, String name, @Nullable Object value) {
        if (value != null) {
            wire.put(name, value.toString());
        }
    }
}
