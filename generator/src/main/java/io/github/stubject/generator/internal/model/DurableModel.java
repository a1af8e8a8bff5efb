package io.github.stubject.generator.internal.model;

import org.jspecify.annotations.Nullable;

/**
 * How a stream keeps an event.
 *
 * @param stream its name
 * @param messageId the path of the field that tells messages apart; {@code null} if the schema names none
 * @param key the path of the field by which messages have an order; {@code null} if the schema names none
 * @param partitions how many there are; 0 without a key
 */
public record DurableModel(
        String stream, @Nullable String messageId, @Nullable String key, int partitions) {
    /** The name of the stream where hosts and clients put a prefix before all subjects, or none. */
    public String stream(@Nullable String prefix) {
        return prefix == null ? stream : prefix.replace('.', '_') + "_" + stream;
    }
}
