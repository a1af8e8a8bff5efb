package io.github.stubject.runtime;

import java.time.Instant;

/**
 * Where a durable event comes from; {@link CallContext#storedEvent} has it while the event is handled.
 *
 * @param stream the stream that keeps it
 * @param sequence its number there
 * @param consumer the consumer that delivers it
 * @param storedAt when the stream got it, by the server's clock
 * @param deliveries how many times it has been delivered to this consumer, this time included
 */
public record StoredEvent(String stream, long sequence, String consumer, Instant storedAt, long deliveries) {}
