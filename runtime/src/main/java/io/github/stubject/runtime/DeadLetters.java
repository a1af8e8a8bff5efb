package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.jetstream.AckSubject;
import io.github.stubject.runtime.internal.jetstream.HeldEvent;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.nats.client.impl.Headers;
import io.nats.client.support.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Puts events that cannot be handled where somebody can look at them. */
final class DeadLetters {
    static final String SUBJECT = "Stubject-Dead-Subject";
    static final String STREAM = "Stubject-Dead-Stream";
    static final String SEQUENCE = "Stubject-Dead-Sequence";
    static final String CONSUMER = "Stubject-Dead-Consumer";
    static final String DELIVERIES = "Stubject-Dead-Deliveries";
    static final String REASON = "Stubject-Dead-Reason";

    private static final String MESSAGE_ID = "Nats-Msg-Id";
    private static final int LONGEST_REASON = 256;

    private final ConsumerApi api;
    private final String subject;

    DeadLetters(ConsumerApi api, String subject) {
        this.api = api;
        this.subject = subject;
    }

    /** Publishes the event as it came, and why; completes once it is stored. */
    CompletableFuture<JsonValue> put(HeldEvent event, String reason) {
        return api.store(subject, headers(event, reason), event.message().data());
    }

    /** Whether a header is of those who deliver the event, or who put it aside: its publisher has no say in them. */
    private static boolean isOurs(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("nats-") || lower.startsWith("stubject-dead-");
    }

    private static void copy(String name, List<String> values, Headers headers) {
        try {
            headers.put(name, values);
        } catch (IllegalArgumentException e) {
            // Others than jnats may send what it does not; the letter is worth more than that.
        }
    }

    private static Headers headers(HeldEvent event, String reason) {
        InboundMessage message = event.message();
        AckSubject ack = event.ack();
        Headers headers = new Headers();
        if (message.headers() != null) {
            message.headers().forEach((name, values) -> {
                if (!isOurs(name)) {
                    copy(name, values, headers);
                }
            });
        }
        // Once for each consumer, however often this must be tried.
        headers.put(MESSAGE_ID, ack.stream() + "/" + ack.streamSequence() + "/" + ack.consumer());
        headers.put(SUBJECT, WireHeaders.encoded(message.subject()));
        headers.put(STREAM, ack.stream());
        headers.put(SEQUENCE, Long.toString(ack.streamSequence()));
        headers.put(CONSUMER, ack.consumer());
        headers.put(DELIVERIES, Long.toString(ack.deliveries()));
        String clean = WireHeaders.clean(reason);
        headers.put(REASON, clean.substring(0, Math.min(LONGEST_REASON, clean.length())));
        return headers;
    }
}
