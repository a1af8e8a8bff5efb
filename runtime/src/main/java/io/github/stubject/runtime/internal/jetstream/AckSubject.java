package io.github.stubject.runtime.internal.jetstream;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the reply subject of a delivered event says: to it go the acks, and it names the event.
 *
 * @param text the subject itself
 * @param deliveries how many times the event has been delivered to the consumer, this time included
 * @param streamSequence the event's number in the stream
 * @param consumerSequence the delivery's number
 * @param storedAt when the stream got the event
 */
public record AckSubject(
        String text,
        String stream,
        String consumer,
        long deliveries,
        long streamSequence,
        long consumerSequence,
        Instant storedAt) {
    private static final long NANOS = 1_000_000_000;

    /** {@code $JS.ACK.<stream>.<consumer>.<deliveries>.<stream sequence>.<consumer sequence>.<time>.<pending>}. */
    private static final int PLAIN = 9;

    /** The same with the domain and a hash of the account behind {@code $JS.ACK}, and perhaps more at the end. */
    private static final int WITH_DOMAIN = 11;

    /** Whether it is by this consumer of this stream. */
    public boolean isOf(String aStream, String aConsumer) {
        return stream.equals(aStream) && consumer.equals(aConsumer);
    }

    /** Reads a reply subject; {@code null} if it is not one of an event. */
    public static @Nullable AckSubject parse(@Nullable String subject) {
        if (subject == null || !subject.startsWith("$JS.ACK.")) {
            return null;
        }
        List<String> tokens = List.of(subject.split("\\.", -1));
        if (tokens.size() != PLAIN && tokens.size() < WITH_DOMAIN) {
            return null;
        }
        int first = tokens.size() == PLAIN ? 2 : 4;
        try {
            long time = Long.parseLong(tokens.get(first + 5));
            return new AckSubject(
                    subject,
                    tokens.get(first),
                    tokens.get(first + 1),
                    Long.parseLong(tokens.get(first + 2)),
                    Long.parseLong(tokens.get(first + 3)),
                    Long.parseLong(tokens.get(first + 4)),
                    Instant.ofEpochSecond(time / NANOS, time % NANOS));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
