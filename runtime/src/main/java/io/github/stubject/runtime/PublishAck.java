package io.github.stubject.runtime;

/**
 * JetStream's word that it keeps an event.
 *
 * @param stream the stream that keeps it
 * @param sequence its number there
 * @param duplicate whether the stream had it already, under the same message id
 */
public record PublishAck(String stream, long sequence, boolean duplicate) {}
